import { spawnSync } from 'node:child_process'

/**
 * Mounts a file system if the user has permission.
 *
 * @param args arguments of the command `mount`; the last one is the mount point
 */
export function mount(...args: string[]): { refusal: string | undefined; unmount: () => void } {
  const { status, stderr, error } = spawnSync('mount', args, { encoding: 'utf8' })
  return {
    refusal: status === 0 ? undefined : `${error ?? stderr}`,
    unmount: () => spawnSync('umount', ['--lazy', `${args.at(-1)}`]),
  }
}
