import { resolve } from 'node:path'
import { inBoth, inLanguage } from '../../cloudfunctions/openapi/messages/Message'
import type { LoggedCall } from '../emulator/control/CallLog'
import { type Line, lineIn } from '../emulator/system/system'
import type { Data, FunctionName, Result } from './entries/miniprogram'
import { checkNames, type Known, type Place, projectInUse, request, TestError } from './request'
import { suite } from './suite/suite'

/** Who calls a function, and where. */
export interface CallOptions extends Place {
  /** The user's id, OPENID; a call without any id comes from a server (wx_http). */
  openid?: string | undefined
  /** The user's id in all of a company's apps, UNIONID. */
  unionid?: string | undefined
  /** The user's id in another mini program that shares this one's cloud. */
  fromOpenid?: string | undefined
  /** Where the call starts, such as `wx_trigger`; `none`: the cloud console. */
  source?: string | undefined
}

const OPTIONS: Known<CallOptions> = {
  openid: true,
  unionid: true,
  fromOpenid: true,
  source: true,
  url: true,
}

/** What wx.cloud.callFunction resolves to. */
export interface CallFunctionResult<R> {
  /** `callFunction:ok`. */
  errMsg: string
  /** The id of the call, as in the log. */
  requestID: string
  /** What the function returned. */
  result: R
}

/** A function returned no result: it does not exist, threw an error, or took too long. */
export class CallFunctionError extends TestError {
  static override readonly name = 'CallFunctionError'
  override readonly name = 'CallFunctionError'

  /** @param hints what the local WeChat advises and where the function threw, which only `message` contains */
  constructor(
    readonly errCode: number,
    readonly errMsg: string,
    hints: readonly Line[],
  ) {
    super(inBoth((language) => [errMsg, ...hints.map((it) => lineIn(language, it))].join('\n')))
  }
}

/**
 * Calls a function of the local WeChat as wx.cloud.callFunction does. The functions of this package have typed data and
 * results. For another function, or for data that it should refuse, give the type of the result: `callFunction<MyResult>`.
 *
 * @param name the name of the function
 * @param data its event
 * @param options who calls
 * @throws CallFunctionError where wx.cloud.callFunction fails too
 * @example
 * const { result } = await callFunction('getQuota', { deliveryId: 'YUNDA', bizId: '123456' }, { openid: 'oAdmin' })
 */
export function callFunction<F extends FunctionName>(
  name: F,
  ...call: object extends Data<F> ? [data?: Data<F>, options?: CallOptions] : [data: Data<F>, options?: CallOptions]
): Promise<CallFunctionResult<Result<F>>>
export function callFunction<R = unknown, N extends string = string>(
  name: N extends FunctionName ? never : N,
  data?: object,
  options?: CallOptions,
): Promise<CallFunctionResult<R>>
export async function callFunction(name: string, data: object = {}, options: CallOptions = {}): Promise<unknown> {
  checkNames(options, OPTIONS)
  const { openid, unionid, fromOpenid, source, url } = options
  const headers = {
    ...(openid !== undefined && { 'x-wx-openid': openid }),
    ...(unionid !== undefined && { 'x-wx-unionid': unionid }),
    ...(fromOpenid !== undefined && { 'x-wx-from-openid': fromOpenid }),
    ...(source !== undefined && { 'x-wx-source': source }),
  }
  return resultOf(name, `/functions/${encodeURIComponent(name)}`, { url, body: data, headers })
}

/**
 * Calls a function as its timer does, without a user.
 *
 * @param name the name of the function
 * @param trigger the name of a timer in its config.json
 * @throws TestError if there is no such timer; CallFunctionError if the function returned no result
 * @example
 * const { result } = await fireTimer('syncPaths', 'everyHour')
 */
export async function fireTimer<R = unknown>(
  name: string,
  trigger: string,
  place?: Place,
): Promise<CallFunctionResult<R>> {
  return resultOf(name, '/emulator/triggers', { ...place, body: { function: name, trigger } })
}

/** Sends a request that calls a function. */
async function resultOf<R>(
  name: string,
  path: string,
  options: Place & { body: object; headers?: Record<string, string> },
): Promise<CallFunctionResult<R>> {
  suite.updateVariables()
  const answer = await request<CallFunctionResult<R> & { errCode?: number }>('POST', path, options)
  const { errCode, errMsg } = answer
  if (errCode === undefined) return answer
  const place = { url: options.url }
  const lines = await hints(name, errMsg, place)
  throw new CallFunctionError(errCode, errMsg, errCode === NOT_FOUND ? [...lines, await projectInUse(place)] : lines)
}

/** The code for a function that does not exist. */
const NOT_FOUND = -501000
/** A line of a stack, and in it a path that is no URL. */
const PLACE = /^( +at (?:.*\()?)(?!file:)([^()]+:\d+:\d+\)?)$/

/**
 * Returns the notes of the last call of a function and of the calls that it made, and where it threw. Test runners show the
 * line of code of the first place, if its path is absolute.
 */
async function hints(name: string, errMsg: string, place: Place): Promise<Line[]> {
  const calls = await request<LoggedCall[]>('GET', '/emulator/calls', place)
  const failed = calls.filter(({ channel, api }) => channel === 'function' && api === name).at(-1)
  const trace = (failed?.lines ?? [])
    .filter((line) => /^ +at /.test(line))
    .map((line) => line.replace(PLACE, (_, at: string, path: string) => at + resolve(process.cwd(), path)))
  const notes = calls.flatMap((it) => {
    const isPart = it === failed || (failed?.requestId !== undefined && it.requestId === failed.requestId)
    const { api, errcode, note } = it
    // The message of an API that is not simulated says what its note says.
    if (!isPart || !note || errMsg.includes(note.en)) return []
    return [inBoth((language) => `${api} ${errcode}: ${inLanguage(language, note)}`)]
  })
  return [...notes, ...trace]
}
