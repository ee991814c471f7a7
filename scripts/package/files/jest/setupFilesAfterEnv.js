require('@jest/globals').beforeEach(() => require('../suite.js').suite.empty())
