import { type Codes, code } from './Code'

/**
 * Codes of wx.cloud.callFunction itself, when the function returns no result, and of the database and the storage.
 * Source: https://developers.weixin.qq.com/miniprogram/dev/wxcloudservice/wxcloud/reference/errcode.html
 */
export const callFunctionCodes: Codes = {
  [-501000]: code(
    ['the function does not exist', '云函数不存在'],
    ['its name is misspelt, or it was not uploaded to this environment', '函数名写错，或没有上传到该环境'],
    ['upload it, and check name and environment', '上传云函数，并核对函数名和环境 ID'],
  ),
  [-504002]: code(
    ['the function failed', '云函数执行失败'],
    ['its code threw an error', '云函数代码抛出了异常'],
    ['look at the log of the function in the cloud console', '在云开发控制台查看云函数日志'],
  ),
  [-504003]: {
    ...code(
      ['the function took too long', '云函数执行超时'],
      [
        'the time limit is still 3 s (the default): raise it to 10 s or more in the cloud console',
        '超时时间仍是默认的 3 秒：在云开发控制台调到 10 秒以上',
      ],
    ),
    outcomeUnknown: true,
  },
  [-604001]: code(
    ['the result is larger than 1 MB', '云函数返回结果超过 1 MB'],
    ['the call requests too much data', '一次请求的数据过多'],
    ['request less at a time', '分批请求'],
  ),
  [-502001]: code(
    ['the database refused the request', '数据库请求失败'],
    ['an invalid operator or value, or a duplicate _id', '操作符或值有误，或 _id 重复'],
    ['read the errMsg', '查看 errMsg'],
  ),
  [-502005]: code(
    ['the collection does not exist', '数据库集合不存在'],
    ['nobody has created it in this environment, or its name is misspelt', '该环境里没有创建这个集合，或集合名写错'],
    [
      'create it in the cloud console, locally in collections of local-wechat.json',
      '在云开发控制台创建该集合；在本地写入 local-wechat.json 的 collections',
    ],
  ),
  [-503001]: code(
    ['the storage refused the request', '存储请求失败'],
    ['the reason is in the errMsg', '原因见 errMsg'],
    ['read the errMsg', '查看 errMsg'],
  ),
}
