/** Says in one line what Jest counted: `N passed, N failed`, and `, N skipped` when there are any. Ends with 1 when anything failed or nothing ran. */
import { readFileSync } from 'node:fs';

const counts = readResults(process.argv[2]);
const skipped = counts.numPendingTests + counts.numTodoTests;
// A file that cannot even be loaded has no tests to count.
const failed = counts.numFailedTests + counts.numRuntimeErrorTestSuites;
process.stdout.write(`${counts.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exitCode = failed > 0 || counts.numPassedTests === 0 ? 1 : 0;

/** Jest writes nothing when it cannot start. */
function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}
