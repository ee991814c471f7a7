import type { Text } from '../../../cloudfunctions/openapi/codes/Code'
import { integer, readProperty } from '../../../cloudfunctions/openapi/errors/readProperty'
import { Failure } from '../../../cloudfunctions/openapi/https/Failure'
import { type Access, resultIn } from '../Access'
import { type Finding, note, right, wrong } from '../Finding'
import { failed } from '../failed'

/** A valid customer code that no courier has given to anyone. */
const NOBODYS = 'wx-logistics-doctor'

/** Calls that change nothing and show whether a function has its permission. Functions that are not listed would change something. */
const HARMLESS: Readonly<Record<string, object>> = {
  bindAccount: { type: 'unbind', bizId: NOBODYS, deliveryId: 'SF' },
  getAllAccount: {},
  getAllDelivery: {},
  getPrinter: {},
  getQuota: { bizId: NOBODYS, deliveryId: 'YTO' },
}

const NOT_YET: Text = {
  en: 'upload it once from the WeChat developer tools, because CI does not set permissions, and wait ten minutes',
  zh: '用微信开发者工具上传一次（CI 部署不会带上权限），并等待十分钟生效',
}

/** Checks whether a deployed function has the permission for its API: if it has, WeChat itself responds. */
export async function permission({ invoke }: Access, name: string): Promise<Finding> {
  const data = HARMLESS[name]
  if (data === undefined) {
    return note(
      `the permission of ${name} was not tested, because a call would change something`,
      `没有检测 ${name} 的接口权限，因为调用会产生实际操作`,
    )
  }
  const what = { en: `${name} cannot be called`, zh: `无法调用 ${name}` }
  try {
    const { errcode, errmsg, fields } = await invoke(name, data)
    if (errcode !== 0) return failed(what, { errCode: errcode, message: errmsg })
    const result = resultIn(fields)
    return findingOf(name, integer(readProperty(result, 'errCode')) ?? -601001, String(readProperty(result, 'errMsg')))
  } catch (thrown) {
    if (thrown instanceof Failure) return failed(what, thrown)
    throw thrown
  }
}

function findingOf(name: string, errCode: number, errMsg: string): Finding {
  if (errCode === -604101) {
    return wrong(`${name} has no permission for its API yet (-604101)`, `${name} 还没有接口权限（-604101）`, NOT_YET)
  }
  if (errCode === 0 || errCode >= 9_300_000) {
    const how = errCode === 0 ? '' : ` (${errCode})`
    return right(`${name} can call its API: WeChat itself responded${how}`, `${name} 有接口权限：微信已应答${how}`)
  }
  const message = errMsg.replace(/^openapi\.\S+:fail /, '')
  const what = { en: `${name} cannot call its API`, zh: `${name} 无法调用接口` }
  return failed(what, { errCode, message }, `logistics.${name}`)
}
