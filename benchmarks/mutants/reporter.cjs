/** Writes into the file MUTANTS_LOG, one JSON value a line, when a test file starts and how it ends. */
const { appendFileSync } = require('node:fs');

const log = (...event) => appendFileSync(process.env.MUTANTS_LOG, `${JSON.stringify(event)}\n`);

module.exports = class {
  onTestFileStart({ path }) {
    log('start', path, Date.now());
  }

  onTestFileResult(_test, { numFailingTests, testExecError, testResults }) {
    const failed = testResults.find(({ status }) => status === 'failed')?.fullName;
    const broken = numFailingTests > 0 || testExecError !== undefined;
    log('end', Date.now(), ...(broken ? [failed ?? 'does not load'] : []));
  }
};
