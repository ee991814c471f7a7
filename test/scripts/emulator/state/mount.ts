import { spawnSync } from 'node:child_process'

/**
 * Mounts something, where the machine lets us.
 *
 * @param args of the command `mount`; the last is where
 */
export function mount(...args: string[]): { refusal: string | undefined; unmount: () => void } {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' })
  return {
    refusal: status === 0 ? undefined : `${error ?? stderr}`,
    unmount: () => spawnSync('umount', ['--lazy', `${args.at(-1)}`]),
  }
}
