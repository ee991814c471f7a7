const Sequencer = require('@jest/test-sequencer').default

/** These start a local WeChat, or try hundreds of inputs. */
const SLOW = /createOpenApi|property/

/** Runs slow tests last: most mistakes are found before them, and Stryker stops at the first test that fails. */
module.exports = class SlowLast extends Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => SLOW.test(a.path) - SLOW.test(b.path))
  }
}
