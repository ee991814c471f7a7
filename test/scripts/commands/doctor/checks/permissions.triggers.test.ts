import { triggers } from '../../../../../scripts/commands/doctor/checks/permissions'
import { note, right, wrong } from '../../../../../scripts/commands/doctor/Finding'
import { readProject } from '../../../../../scripts/commands/doctor/Project'
import { temporaryFolder } from '../../../../helpers/temporaryFolder'

const DAILY = { name: 'daily', type: 'timer', config: '0 0 2 * * * *' }
const RIGHT = right('poll/config.json', { en: 'has the timers daily', zh: '有定时触发器 daily' })
const wrongAt = (place: string) =>
  wrong(
    'poll/config.json',
    { en: `${place} is not valid`, zh: `${place} 无效` },
    {
      en: 'correct it: triggers is a list. The name of a timer starts with a letter and has up to 60 letters, digits, - and _; its config is a cron expression of 7 fields. A timer has the form',
      zh: '请改正：triggers 是列表。触发器的 name 以字母开头，最多 60 个字母、数字、- 或 _；config 是 7 个字段的 Cron 表达式。每个触发器的格式为：',
      code: '{ "name": "daily", "type": "timer", "config": "0 0 2 * * * *" }',
    },
  )

describe('triggers', () => {
  const folder = temporaryFolder()
  const found = (config: string, code = '') => {
    const files = { 'cloudfunctions/poll/index.js': code, 'cloudfunctions/poll/config.json': config }
    return [...triggers(readProject(folder.write(files)))]
  }
  const foundIn = (...all: unknown[]) => found(JSON.stringify({ triggers: all }))

  it.each(['{}', '{ "triggers": [] }', 'no JSON', '{ "permissions": { "openapi": [] } }'])(
    'reports nothing about %s',
    (config) => {
      expect(found(config)).toStrictEqual([])
    },
  )

  it('accepts valid triggers', () => {
    expect(foundIn(DAILY)).toStrictEqual([RIGHT])
  })

  it.each([
    'exports.main = () => cloud.openapi.logistics.getPath({})',
    'exports.main = ({ api }) => cloud.openapi.logistics[api]({})',
  ])('notes how the timer gets its ticket if the function makes cloud calls: %s', (code) => {
    expect(found(JSON.stringify({ triggers: [DAILY] }), code)).toStrictEqual([
      RIGHT,
      note(
        'poll',
        {
          en: 'its timer can make cloud calls only if the trigger was uploaded from the developer tools',
          zh: '只有用开发者工具上传的定时触发器才能发起云调用',
        },
        {
          en: 'upload the trigger (上传触发器) from the developer tools; with a trigger from tcb or the cloud console, calls fail with -501007 or -501001',
          zh: '请在开发者工具里右键 config.json，选择“上传触发器”；用 tcb 或云开发控制台创建的触发器，云调用会返回 -501007 或 -501001',
        },
      ),
    ])
  })

  it('reports triggers that are not an array', () => {
    expect(found(JSON.stringify({ triggers: DAILY }))).toStrictEqual([wrongAt('triggers')])
  })

  it.each([
    ...['cron', undefined].map((type) => ['type', { ...DAILY, type }] as const),
    ...['0 0 2 * * *', '0 2 * * *', '', undefined, 7].map((config) => ['config', { ...DAILY, config }] as const),
    ...['', '1st', '每天', 'a'.repeat(61), undefined].map((name) => ['name', { ...DAILY, name }] as const),
  ])('reports the %s of %j', (key, trigger) => {
    expect(foundIn(DAILY, trigger)).toStrictEqual([wrongAt(`triggers.1.${key}`)])
  })

  it('reports a trigger that is not an object', () => {
    expect(foundIn('0 0 2 * * * *')).toStrictEqual([wrongAt('triggers.0')])
  })
})
