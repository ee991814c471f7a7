const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/**
 * Whether the host of a URL is this very machine.
 *
 * @example
 * isLoopback(new URL('http://127.0.0.1:8787').hostname) // true
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname)
}
