require('../suite.js').suite.begin()
