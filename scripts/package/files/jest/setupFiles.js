const { dirname } = require('node:path')

require('../suite.js').suite.begin(rootDir())

/** Returns jest's rootDir; undefined if a moduleNameMapper replaces that of the preset, or if the folder has no configuration. */
function rootDir() {
  try {
    return dirname(require.resolve('wx-logistics/rootDir'))
  } catch {
    return undefined
  }
}
