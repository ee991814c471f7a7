import { failMessage } from '../../../cloudfunctions/openapi/errors/OpenApiError'
import { OLDEST_NODE, TOO_OLD } from '../../commands/doctor/checks/deployed'

const NEXT = {
  en: `choose Node ${OLDEST_NODE} or later as the function's runtime; where it cannot be changed, delete the function and create it anew`,
  zh: `运行环境请选择 Node.js ${OLDEST_NODE} 或更高版本；已创建的函数如不能修改运行环境，请删除后重新创建`,
}

/**
 * Returns the index.js of a function, which every Node since 8 can read. Without a chosen runtime, miniprogram-ci 2.1.42
 * creates a function on Node 8.9, which would only report a syntax error at the bundle's first `?.`.
 *
 * @param api the dotted name of the function's API
 */
export function entryOf(api: string): string {
  return `'use strict'
if (parseInt(process.versions.node, 10) >= ${OLDEST_NODE}) {
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
