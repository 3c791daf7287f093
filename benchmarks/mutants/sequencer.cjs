/** Runs test files in the order that MUTANTS_TESTS gives them. */
const Sequencer = require('@jest/test-sequencer').default;

module.exports = class extends Sequencer {
  sort(tests) {
    const order = JSON.parse(process.env.MUTANTS_TESTS);
    return [...tests].sort((one, other) => order.indexOf(one.path) - order.indexOf(other.path));
  }
};
