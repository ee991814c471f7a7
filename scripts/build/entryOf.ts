import { failMessage } from '../../cloudfunctions/openapi/errors/OpenApiError'

/** The oldest Node that runs a bundle. */
const OLDEST = 16

/** What the function reports on an older Node. doctor recognises the message by this. */
export const TOO_OLD = `is too old for this function: choose Node ${OLDEST} or later as its runtime`

const NEXT = {
  en: `choose Node ${OLDEST} or later as the function's runtime; where it cannot be changed, delete the function and create it anew`,
  zh: `运行环境请选择 Node.js ${OLDEST} 或更高版本；已创建的函数如不能修改运行环境，请删除后重新创建`,
}

/**
 * Returns the index.js of a function, which every Node since 8 can read. Without a chosen runtime, miniprogram-ci 2.1.42
 * creates a function on Node 8.9, which would only report a syntax error at the bundle's first `?.`.
 *
 * @param api the dotted name of the function's API
 */
export function entryOf(api: string): string {
  return `'use strict'
if (parseInt(process.versions.node, 10) >= ${OLDEST}) {
  module.exports = require('./bundle.js')
} else {
  exports.main = function () {
    var answer = {
      errCode: -504002,
      errMsg: ${JSON.stringify(failMessage(api, 'Node '))} + process.versions.node + ${JSON.stringify(` ${TOO_OLD}`)},
    }
    console.log(JSON.stringify(Object.assign({ api: ${JSON.stringify(api)} }, answer, { next: ${JSON.stringify(NEXT)} })))
    return Promise.resolve(answer)
  }
}
`
}
