import { triggers } from '../../../../scripts/doctor/checks/triggers'
import { readProject } from '../../../../scripts/doctor/Project'
import { temporaryFolder } from '../../../helpers/temporaryFolder'

const DAILY = { name: 'daily', type: 'timer', config: '0 0 2 * * * *' }
const NEXT = {
  en: 'write it as "triggers": [{ "name": "daily", "type": "timer", "config": "0 0 2 * * * *" }], then upload the trigger (上传触发器) from the developer tools',
  zh: '格式为 "triggers": [{ "name": "daily", "type": "timer", "config": "0 0 2 * * * *" }]，然后在开发者工具里右键 config.json，选择“上传触发器”',
}
const RIGHT = {
  level: 'right',
  what: { en: 'poll/config.json has the timers daily', zh: 'poll/config.json 有定时触发器 daily' },
}

describe('triggers', () => {
  const folder = temporaryFolder()
  const found = (config: string, code = '') =>
    triggers(
      readProject(folder.write({ 'cloudfunctions/poll/index.js': code, 'cloudfunctions/poll/config.json': config })),
    )
  const foundIn = (...all: unknown[]) => found(JSON.stringify({ triggers: all }))

  it.each(['{}', '{ "triggers": [] }', 'no JSON', '{ "permissions": { "openapi": [] } }'])(
    'says nothing of %s',
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
      {
        level: 'note',
        what: {
          en: 'poll uses cloud.openapi and has a timer: a timer can make cloud calls only if its trigger was uploaded from the developer tools',
          zh: 'poll 使用 cloud.openapi 并有定时触发器：只有用开发者工具上传的触发器才能发起云调用',
        },
        next: {
          en: 'upload the trigger (上传触发器) from the developer tools; with a trigger from tcb or the cloud console, calls fail with -501007 or -501001',
          zh: '请在开发者工具里右键 config.json，选择“上传触发器”；用 tcb 或云开发控制台创建的触发器，云调用会返回 -501007 或 -501001',
        },
      },
    ])
  })

  it('reports triggers that are not an array', () => {
    expect(found(JSON.stringify({ triggers: DAILY }))).toStrictEqual([
      {
        level: 'wrong',
        what: { en: 'poll/config.json: triggers is not an array', zh: 'poll/config.json：triggers 不是数组' },
        next: NEXT,
      },
    ])
  })

  const OTHER = { ...DAILY, name: 'other' }
  const CRON = [
    'config must be a cron expression of 7 fields: second, minute, hour, day, month, weekday, year',
    'config 必须是 7 个字段的 Cron 表达式：秒 分钟 小时 日 月 星期 年',
  ]
  const NAME = [
    'name must be 1 to 60 letters, digits, - or _, starting with a letter',
    'name 须为 1 到 60 个字母、数字、- 或 _，以字母开头',
  ]

  it.each([
    { trigger: { ...OTHER, type: 'cron' }, texts: ['type must be "timer"', 'type 必须是 "timer"'] },
    ...['0 0 2 * * *', '0 2 * * *', '', undefined, 7].map((config) => ({ trigger: { ...OTHER, config }, texts: CRON })),
    ...['', '1st', '每天', 'a'.repeat(61), undefined].map((name) => ({ trigger: { ...OTHER, name }, texts: NAME })),
  ])('reports the mistake in $trigger', ({ trigger, texts: [en, zh] }) => {
    expect(foundIn(DAILY, trigger)).toStrictEqual([
      {
        level: 'wrong',
        what: { en: `poll/config.json: triggers[1].${en}`, zh: `poll/config.json：triggers[1].${zh}` },
        next: NEXT,
      },
    ])
  })

  it('reports a name that is used twice', () => {
    expect(foundIn(DAILY, DAILY)).toStrictEqual([
      {
        level: 'wrong',
        what: {
          en: 'poll/config.json: triggers[1].name "daily" is used twice',
          zh: 'poll/config.json：triggers[1].name "daily" 重复',
        },
        next: NEXT,
      },
    ])
  })

  it('reports each mistake of a trigger that is not an object', () => {
    expect(foundIn('0 0 2 * * * *').map(({ what }) => what.en)).toStrictEqual([
      'poll/config.json: triggers[0].name must be 1 to 60 letters, digits, - or _, starting with a letter',
      'poll/config.json: triggers[0].type must be "timer"',
      'poll/config.json: triggers[0].config must be a cron expression of 7 fields: second, minute, hour, day, month, weekday, year',
    ])
  })
})
