import { readJavaScript } from '../../../../scripts/commands/doctor/readJavaScript'

const NOTHING = { hasExports: true, isEsModule: false, requests: [], apis: [], unknown: [] }

describe('readJavaScript', () => {
  it('finds what a file requires and calls, and the line of each unknown call', () => {
    const code = [
      '#!/usr/bin/env node',
      "const cloud = require('wx-server-sdk'), lib = require(`./lib`), other = require(name), a = log('./other')",
      'cloud.openapi.logistics.addOrder(await_)',
      'cloud.openapi.wxacode[name]()',
      'return new.target',
    ].join('\n')

    expect(readJavaScript(code, false)).toStrictEqual({
      hasExports: false,
      isEsModule: false,
      requests: ['wx-server-sdk', './lib'].map((request) => ({ request, line: 2, isImport: false, isOptional: false })),
      apis: ['logistics.addOrder'],
      unknown: [{ what: 'cloud.openapi.wxacode', line: 4 }],
    })
  })

  it.each([
    ["import cloud from 'wx-server-sdk'; await cloud.openapi.logistics.addOrder({})", false],
    ["export const main = ({ openapi }) => openapi.logistics.addOrder({}); import 'wx-server-sdk'", false],
    ["import cloud from 'wx-server-sdk'; cloud.openapi.logistics.addOrder({})", true],
  ])('reads an ES module: %j', (code, isMjs) => {
    expect(readJavaScript(code, isMjs)).toStrictEqual({
      hasExports: code.startsWith('export'),
      isEsModule: true,
      requests: [{ request: 'wx-server-sdk', line: 1, isImport: true, isOptional: false }],
      apis: ['logistics.addOrder'],
      unknown: [],
    })
  })

  it.each([
    ['exports.main = () => {\n  return (\n}', false, 'Unexpected token (3:0)'],
    ['with (a) b()', true, "'with' in strict mode (1:0)"],
    ['\n`', false, 'Unterminated template literal (2:1)'],
    ['{'.repeat(30_000), false, expect.stringMatching(/^Not enough stack space to parse input/)],
  ])('returns the reason and the position if a file cannot be parsed: %#', (code, isMjs, mistake) => {
    expect(readJavaScript(code, isMjs)).toStrictEqual({ ...NOTHING, mistake })
  })
})
