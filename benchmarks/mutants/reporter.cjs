/** Says on stdout, one JSON value a line, when a test file starts and how it ends. */
module.exports = class {
  onTestFileStart({ path }) {
    process.stdout.write(`${JSON.stringify({ started: path })}\n`);
  }

  onTestFileResult({ path }, { numFailingTests, testExecError, testResults }) {
    const failed = testResults.find(({ status }) => status === 'failed')?.fullName;
    const broken = numFailingTests > 0 || testExecError !== undefined;
    process.stdout.write(`${JSON.stringify({ ended: path, broken, failed: failed ?? 'does not load' })}\n`);
  }
};
