const { DefaultReporter } = require('@jest/reporters')

/** Jest's own reporter without a line for each test file that passed. */
module.exports = class FailuresReporter extends DefaultReporter {
  printTestFileHeader(path, config, result) {
    if (result.numFailingTests > 0 || result.testExecError !== undefined)
      super.printTestFileHeader(path, config, result)
  }
}
