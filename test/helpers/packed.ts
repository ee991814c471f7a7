import { join } from 'node:path'
import { run } from '../package/Project'

/**
 * Returns the path of the package's tarball: the one that PACKED names, as in .ci/run, which packs once, or a new one.
 *
 * @param folder for a new one
 */
export async function packed(folder: string): Promise<string> {
  if (process.env.PACKED) return process.env.PACKED
  const { code, out, err } = await run(
    'npm',
    ['pack', '--json', '--pack-destination', folder],
    join(__dirname, '../..'),
  )
  if (code !== 0) throw new Error(err)
  return join(folder, JSON.parse(out.slice(out.indexOf('[')))[0].filename)
}
