/** Where the SDK puts an upload: the gateway tells it this place. */
export const UPLOAD_PATH = '/admin/upload'

/** Whose a path is. What is not ours is WeChat's, known or not. */
export function ownerOf(url: string): 'gateway' | 'functions' | 'control' | 'wechat' {
  const path = pathOf(url)
  if (path === '/admin' || path === UPLOAD_PATH) return 'gateway'
  if (/^\/functions(\/|$)/.test(path)) return 'functions'
  return path === '/' || /^\/emulator(\/|$)/.test(path) ? 'control' : 'wechat'
}

/** A request's path, without its query. */
export function pathOf(url: string): string {
  return url.replace(/\?.*$/s, '')
}
