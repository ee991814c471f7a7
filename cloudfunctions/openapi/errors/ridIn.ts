/**
 * WeChat's id of a request, which stands at the end of its messages; /cgi-bin/openapi/rid/get tells about it for seven days.
 *
 * @example
 * ridIn('invalid args rid: 65a0c1f2-0b1c2d3e-4f506172') // '65a0c1f2-0b1c2d3e-4f506172'
 */
export function ridIn(message: string): string | undefined {
  return /\brid: ([\w-]+)/.exec(message)?.[1]
}
