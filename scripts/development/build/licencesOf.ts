import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './bundle'
import { isLeftOut } from './leanSdk'

/**
 * Returns the licences of the packages that a bundle contains. Packages whose terms differ only in line breaks and quotation
 * marks share one copy of them, below their copyright notices.
 *
 * @param inputs the names of the bundle's inputs, from esbuild's metafile
 * @param bundle the start of the first line
 * @example
 * licencesOf(['node_modules/ms/index.js']) // '... ms 2.1.3, MIT\n\nThe MIT License (MIT) ...'
 */
export function licencesOf(inputs: readonly string[], bundle = 'bundle.js contains'): string {
  const folders = inputs.filter((input) => !isLeftOut(input)).flatMap((input) => PACKAGE.exec(input)?.[0] ?? [])
  const licences = new Map<string, { notices: string[]; terms: string }>()
  for (const folder of [...new Set(folders)].sort()) {
    const { notice, terms } = licenceOf(join(ROOT, folder))
    const key = terms.replace(/\s+/g, ' ').replace(/['“”]/g, '"')
    const same = licences.get(key)
    if (same) same.notices.push(notice)
    else licences.set(key, { notices: [notice], terms })
  }
  const texts = [...licences.values()].map(({ notices, terms }) => [...notices, terms].join('\n\n'))
  return [`${bundle} code of these packages.`, ...texts].join(`\n\n${'-'.repeat(80)}\n`).concat('\n')
}

const PACKAGE = /^.*node_modules\/(@[^/]+\/)?[^/]+/
/** Where the terms of the MIT, ISC and BSD licences start. */
const TERMS = /^ *(Permission is hereby granted|Permission to use|Redistribution and use)/m

function licenceOf(folder: string): { notice: string; terms: string } {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((it) => /^((mit-)?licen[cs]e|copying)/i.test(it))
  const by = typeof author === 'string' ? author : author?.name
  const title = `${name} ${version}, ${license ?? 'licence not named'}`
  if (file === undefined)
    return {
      notice: `${title}, by ${by ?? 'an author who is not named'}`,
      terms: 'These packages carry no licence text.',
    }
  const text = readFileSync(join(folder, file), 'utf8')
  const at = TERMS.exec(text)?.index ?? 0
  return { notice: `${title}\n\n${text.slice(0, at).trim()}`.trim(), terms: text.slice(at).trim() }
}
