import { execFileSync } from 'node:child_process'
import { quoted, shellHere, word } from '../../../../scripts/emulator/system/quoted'

const HOSTILE = [
  "it's",
  'say "hi"',
  '$(id)',
  '`id`',
  'a\nb',
  '%PATH%',
  '\\',
  'a & b',
  '-',
  '',
  '运单 😀',
  '{"a":"x&y"}',
]

/** Splits a line as cmd reads it, into what it passes on, and then as programs of Windows do. */
function readByWindows(line: string): string {
  let passed = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    const it = line[at] ?? ''
    if (it === '"') isQuoted = !isQuoted
    if (!isQuoted && /[<>&|]/.test(it)) throw new Error(`cmd acts on ${it}`)
    if (/[%!]/.test(it) && line[at - 1] !== '^') throw new Error(`cmd replaces ${it}`)
    passed += !isQuoted && it === '^' ? line[++at] : it
  }
  return passed
    .slice(1, -1)
    .replace(/(\\*)\\"|(\\+)$/g, (_, before = '', last = '') =>
      last ? last.slice(last.length / 2) : `${before.slice(before.length / 2)}"`,
    )
}

describe('quoted', () => {
  it.each(HOSTILE)('keeps %j as it is in sh', (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${quoted(text, 'sh')}`], { encoding: 'utf8' })).toBe(text)
  })

  it.each(HOSTILE)('keeps %j as it is in cmd', (text) => {
    expect(readByWindows(quoted(text, 'cmd'))).toBe(text)
  })

  it('doubles every quote of PowerShell', () => {
    expect(quoted("it's ‘so’ $(id)", 'powershell')).toBe("'it''s ‘‘so’’ $(id)'")
  })

  it('uses quotes that work everywhere where that is possible', () => {
    expect([quoted('a b', 'sh'), quoted('a b', 'cmd')]).toEqual(['"a b"', '"a b"'])
  })
})

describe('shellHere', () => {
  it('returns sh for Git Bash, and cmd for the rest of Windows', () => {
    expect([shellHere('linux', {}), shellHere('win32', { MSYSTEM: 'MINGW64' }), shellHere('win32', {})]).toEqual([
      'sh',
      'sh',
      'cmd',
    ])
  })
})

describe('word', () => {
  it('leaves a plain word without quotes', () => {
    expect(word('@scope/name')).toBe('@scope/name')
    expect(word('a;b')).not.toBe('a;b')
  })
})
