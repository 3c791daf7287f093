import vm from 'node:vm';

/** A room of its own for a pattern, since nothing else of Node ends a regular expression that goes on for ever. */
let room: { script: vm.Script; context: vm.Context } | undefined;

/** Whether a pattern matches; undefined where the time is over first. @param timeout in milliseconds */
export function testInTime(native: RegExp, text: string, timeout: number): boolean | undefined {
  room ??= { script: new vm.Script('pattern.test(text)'), context: vm.createContext({}) };
  Object.assign(room.context, { pattern: native, text });
  try {
    return room.script.runInContext(room.context, { timeout }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return undefined;
  } finally {
    Object.assign(room.context, { pattern: undefined, text: undefined });
  }
}
