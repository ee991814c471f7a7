/** Who calls: a mini program, and what WeChat knows of its end user: nothing when the cloud itself calls. */
export interface Caller {
  appid: string
  openid?: string | undefined
  unionid?: string | undefined
  /** The user of another mini program that shares this one's cloud. */
  fromOpenid?: string | undefined
  /** WeChat's word for where the call began, and through what it came: `wx_client`, `wx_client,scf`; the console says none. */
  source?: string | undefined
  /** Whether WeChat pushes a message: the function's event is that object as it is. */
  isPush?: boolean
}

/** One invocation of a function; a cloud call made in it is known by its token. */
export interface Invocation extends Caller {
  functionName: string
  requestId: string
}
