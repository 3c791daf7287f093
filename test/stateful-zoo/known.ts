/** The faults that assay does not find yet, as `of: name`. A row that is found fails its test until it is taken out of the list. */
export const NOT_FOUND_YET: string[] = [];

/** The unusual shops of which a run does not say yet that they conform, by name; likewise. */
export const ACCUSED_YET: string[] = [];
