import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { defaultState } from '../../../../scripts/emulator/state/defaultState'
import { StateFile, StateFileError } from '../../../../scripts/emulator/state/StateFile'
import { type Account, BOUND, type StateData, UNBOUND } from '../../../../scripts/emulator/state/stateSchema'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const folder = temporaryFolder()
const path = () => folder.path('state.json')
const onDisk = (): StateData => JSON.parse(readFileSync(path(), 'utf8'))

const account = (biz_id: string, more: Partial<Account> = {}): Account => ({
  appid: 'wx0000000000000000',
  delivery_id: 'YUNDA',
  biz_id,
  create_time: 1555482786,
  update_time: 1555482786,
  status_code: BOUND,
  alias: '',
  remark_wrong_msg: '',
  remark_content: '备注',
  quota_num: 55,
  quota_update_time: 1555482786,
  ...more,
})

describe('StateFile', () => {
  it('makes a file that only its owner reads', () => {
    StateFile.open(path(), defaultState())
    expect(onDisk()).toEqual(defaultState())
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  it('has what was put on disk at once, one account a line', () => {
    const file = StateFile.open(path(), defaultState())
    const accounts = ['1', '2', '3'].map((biz_id) => account(biz_id))
    for (const [index, it] of accounts.entries()) {
      file.put(index, it)
      expect(onDisk()).toEqual({ ...defaultState(), accounts: accounts.slice(0, index + 1) })
    }
    expect(readFileSync(path(), 'utf8').split('\n').slice(-6)).toEqual([
      `    ${JSON.stringify(accounts[0])},`,
      `    ${JSON.stringify(accounts[1])},`,
      `    ${JSON.stringify(accounts[2])}`,
      '  ]',
      '}',
      '',
    ])
    file.close()
  })

  it.each([
    ['of the same length', { status_code: UNBOUND }],
    ['that is shorter', { remark_content: '' }],
    ['that is longer', { remark_wrong_msg: '地址不详' }],
  ] as const)('changes an account into one %s and keeps its neighbours', (_how, change) => {
    const file = StateFile.open(path(), defaultState())
    const accounts = ['1', '2', '3'].map((biz_id) => account(biz_id))
    for (const [index, it] of accounts.entries()) file.put(index, it)
    file.put(1, account('2', change))
    file.put(3, account('4'))
    expect(onDisk().accounts).toEqual([account('1'), account('2', change), account('3'), account('4')])
    file.close()
  })

  it('writes a changed or a new account in place, not the whole file', () => {
    const file = StateFile.open(path(), { ...defaultState(), accounts: [account('1'), account('2')] })
    file.put(0, account('1', { status_code: UNBOUND }))
    const { ino } = statSync(path())
    file.put(1, account('2', { status_code: UNBOUND }))
    file.put(2, account('3'))
    expect(statSync(path()).ino).toBe(ino)
    file.close()
  })

  it('goes on from a file of any layout', () => {
    writeFileSync(path(), JSON.stringify({ ...defaultState(), accounts: [account('1')] }))
    const file = StateFile.open(path(), defaultState())
    file.put(1, account('2'))
    expect(onDisk().accounts).toEqual([account('1'), account('2')])
    file.close()
  })

  it('reads the file again when somebody has edited it', () => {
    const file = StateFile.open(path(), defaultState())
    file.put(0, account('1'))
    expect(file.load().edited).toBe(false)
    writeFileSync(path(), JSON.stringify({ ...defaultState(), accounts: [account('9')] }, null, 1))
    expect(file.load()).toEqual({ edited: true, data: { ...defaultState(), accounts: [account('9')] } })
    file.put(1, account('2'))
    expect(onDisk().accounts).toEqual([account('9'), account('2')])
    file.close()
  })

  it.each([
    ['text', 'no json', '1: not valid JSON (InvalidSymbol)'],
    ['half a file', '{\n  "version": 1,\n', '3: not valid JSON (PropertyNameExpected)'],
    ['a comment', '{\n  // mine\n}', '2: not valid JSON (InvalidCommentToken)'],
    ['another version', JSON.stringify({ ...defaultState(), version: 2 }, null, 1), '2: version should be 1'],
    ['a number', '7', '1: the state should be Object'],
    ['a missing part', JSON.stringify({ ...defaultState(), accounts: undefined }), '1: accounts is missing'],
    ['no mini program', JSON.stringify({ ...defaultState(), miniPrograms: [] }), '1: miniPrograms.0 is missing'],
    [
      'a status that does not exist',
      JSON.stringify(
        { ...defaultState(), couriers: [], customers: [], accounts: [{ ...account('1'), status_code: 7 }] },
        null,
        1,
      ),
      '18: accounts.0.status_code should be (0 | 1 | 2 | 3)',
    ],
    [
      'a name that would forge a line',
      JSON.stringify({ '\n0: forged\u001b[2J': 1, ...defaultState() }),
      String.raw`1: \u000a0: forged\u001b[2J is unknown`,
    ],
    [
      'a misspelt name',
      JSON.stringify({ ...defaultState(), custmers: [] }, null, 1).replace(/^ "miniPrograms/m, ' \n "miniPrograms'),
      expect.stringMatching(/^\d+: custmers is unknown$/),
    ],
  ])('refuses %s with the line of the mistake and leaves it as it is', (_what, text, mistake) => {
    writeFileSync(path(), text)
    const open = () => StateFile.open(path(), defaultState())
    expect(open).toThrow(StateFileError)
    expect(messageOf(open).replace(`${path()}:`, '')).toEqual(mistake)
    expect(readFileSync(path(), 'utf8')).toBe(text)
  })

  it('lists five mistakes and counts the others', () => {
    const accounts = Array.from({ length: 7 }, (_, index) => ({ ...account(`${index}`), alias: 0 }))
    writeFileSync(path(), JSON.stringify({ ...defaultState(), accounts }))
    const lines = messageOf(() => StateFile.open(path(), defaultState())).split('\n')
    expect(lines).toHaveLength(6)
    expect(lines[5]).toBe('and 2 more')
  })

  it('says so when the file cannot be made', () => {
    expect(messageOf(() => StateFile.open(folder.path('none/state.json'), defaultState()))).toMatch(
      /none\/state\.json: cannot be locked: Error: ENOENT/,
    )
  })
})

function messageOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof StateFileError) return error.message
  }
  throw new Error('no StateFileError')
}
