import type { Codes } from './Code'

/**
 * Codes of wx.cloud.callFunction itself, when the function returns no result.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference/errcode.html
 */
export const callFunctionCodes: Codes = {
  [-501000]: {
    meaning: { en: 'the function does not exist', zh: '云函数不存在' },
    cause: {
      en: 'its name is misspelt, or it was not uploaded to this environment',
      zh: '函数名写错，或没有上传到该环境',
    },
    next: { en: 'upload it, and check name and environment', zh: '上传云函数，并核对函数名和环境 ID' },
  },
  [-504002]: {
    meaning: { en: 'the function failed', zh: '云函数执行失败' },
    cause: { en: 'its code threw an error', zh: '云函数代码抛出了异常' },
    next: { en: 'look at the log of the function in the cloud console', zh: '在云开发控制台查看云函数日志' },
  },
  [-504003]: {
    meaning: { en: 'the function took too long', zh: '云函数执行超时' },
    cause: {
      en: 'the time limit is still 3 s (the default): raise it to 10 s or more in the cloud console',
      zh: '超时时间仍是默认的 3 秒：在云开发控制台调到 10 秒以上',
    },
    outcomeUnknown: true,
  },
  [-604001]: {
    meaning: { en: 'the result is larger than 1 MB', zh: '云函数返回结果超过 1 MB' },
    cause: { en: 'the call requests too much data', zh: '一次请求的数据过多' },
    next: { en: 'request less at a time', zh: '分批请求' },
  },
}
