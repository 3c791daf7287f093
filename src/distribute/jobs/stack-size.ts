/** In megabytes: what goes through references and nested values by recursion has more room in each thread than in the main one. */
export const STACK_MB = 16;
