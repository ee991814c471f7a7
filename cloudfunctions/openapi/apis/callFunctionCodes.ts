import type { Codes } from './Api'

/**
 * Codes that whoever calls a function by wx.cloud.callFunction meets in its place; no function answers them itself.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference/errcode.html
 */
export const callFunctionCodes: Codes = {
  [-501000]: {
    meaning: { en: 'there is no such function', zh: '云函数不存在' },
    cause: {
      en: 'its name is misspelt, or it was not uploaded to this environment',
      zh: '函数名写错，或没有上传到该环境',
    },
    next: { en: 'upload it, and check name and environment', zh: '上传云函数，并核对函数名和环境 ID' },
  },
  [-504002]: {
    meaning: { en: 'the function failed', zh: '云函数执行失败' },
    cause: { en: 'its code threw an error', zh: '云函数代码抛出了异常' },
    next: { en: "look into the function's log in the cloud console", zh: '在云开发控制台查看云函数日志' },
  },
  [-504003]: {
    meaning: { en: 'the function took too long', zh: '云函数执行超时' },
    cause: { en: 'its time limit is still 3 s', zh: '超时时间仍是默认的 3 秒' },
    next: {
      en: 'find out whether it took effect (bind: bind again); raise the limit to 10 s or more in the cloud console',
      zh: '先确认这次调用是否已生效（绑定：再绑定一次）；在云开发控制台把超时时间调到 10 秒以上',
    },
    outcomeUnknown: true,
  },
  [-604001]: {
    meaning: { en: 'the result is larger than 1 MB', zh: '云函数返回结果超过 1 MB' },
    cause: { en: 'it asked for too much at once', zh: '一次请求的数据过多' },
    next: { en: 'ask for less at a time', zh: '分批请求' },
  },
}
