import { quoted } from '../system/quoted'
import { Button, Command } from './actions'
import { callRow } from './Explanation'
import { control } from './http'
import { calls, callsSeen, command, functions, info, registry, shell, state } from './live'
import { apiOf } from './loggedCalls'
import { Cells, Facts, Rows } from './widgets'
import { inLanguage, t } from './words'

/** Number of the last calls that are listed. */
const LAST = 8

/** Summarizes the local WeChat, and says how to connect to it. */
export function Overview() {
  const { url = location.origin, state: records, appid, fixtures, hasTestScript } = info.value
  const { totals } = state.value
  const mistakes = fixtures?.mistakes ?? []
  const tiles: [tab: string, label: string, count: number | undefined][] = [
    ['accounts', t('bound accounts', '已绑定账号'), totals?.bound],
    ['orders', t('orders', '订单'), totals?.orders],
    ['calls', t('calls', '调用'), callsSeen.value],
    ['functions', t('functions', '云函数'), functions.value.length],
  ]
  const reset = async () => {
    const question = t(
      'Restore the records of the fixtures, and delete faults, stubs and calls?',
      '恢复为初始数据，并清空故障、模拟返回和调用记录？',
    )
    return confirm(question) ? control('POST', 'reset', {}) : undefined
  }
  return (
    <>
      {mistakes.length > 0 && (
        <div class="outcome bad" role="alert">
          {t(
            'The fixtures contain a mistake. The last valid version is still in use.',
            '初始数据有误，仍使用上一个正确的版本。',
          )}
          <p class="message">{mistakes.map(inLanguage).join('\n')}</p>
        </div>
      )}
      <div class="tiles">
        {tiles.map(([tab, label, count]) => (
          <a key={tab} class="tile" href={`#${tab}`}>
            <b>{count ?? '–'}</b>
            <span>{label}</span>
          </a>
        ))}
      </div>
      <div class="columns">
        <div>
          {totals?.accounts === 0 && (
            <Cells title={t('Nothing is bound yet', '还没有绑定账号')} padded>
              <a class="button primary" href="#accounts">
                {t('Bind an account', '绑定账号')}
              </a>
            </Cells>
          )}
          {calls.value.length > 0 && (
            <Cells title={t('Last calls', '最近的调用')}>
              <Rows rows={calls.value.slice(0, LAST).map(callRow)} />
            </Cells>
          )}
        </div>
        <div>
          <Cells title={t('How to connect', '如何接入')} padded>
            <p>
              {t(
                'Your cloud functions run here unchanged, with the unmodified wx-server-sdk:',
                '云函数和 wx-server-sdk 无需修改，即可在这里运行：',
              )}
            </p>
            <Command text={callOfFunction(url)} />
            <p>
              {t(
                `HTTPS clients use ${url} instead of https://api.weixin.qq.com. This command does so:`,
                `HTTPS 客户端把 https://api.weixin.qq.com 换成 ${url}。例如：`,
              )}
            </p>
            <Command text={command(`call getAllDelivery --local --port ${new URL(url).port}`)} />
            {hasTestScript && (
              <>
                <p>{t('Tests run with a local WeChat of their own:', '运行测试，并为它单独启动一个本地模拟环境：')}</p>
                <Command text={command('exec -- npm test')} />
              </>
            )}
          </Cells>
          <Cells title={t('This local WeChat', '本地模拟环境')} padded>
            <Facts
              facts={{
                [t('Address', '地址')]: url,
                [t('Mini program', '小程序')]: appid,
                [t('Fixtures', '初始数据')]:
                  fixtures?.file ??
                  t('built-in; create local-wechat.json to use your own', '内置；编写 local-wechat.json 可替换'),
                [t('Records', '运行数据')]: records,
              }}
            />
            <Button label={t('Reset', '重置')} look="danger" act={reset} />
          </Cells>
        </div>
      </div>
    </>
  )
}

/**
 * Returns a command that calls a function without parameters, as a user who may call it, or adds such a function.
 */
function callOfFunction(url: string): string {
  const names = functions.value.map(({ name }) => name)
  const name = names.find((it) => it === 'getAllAccount') ?? names.find((it) => !apiOf(registry.value.apis, it))
  if (name === undefined) return command('add getAllAccount')
  const [openid] = info.value.adminOpenids ?? []
  const user = openid ? ` -H ${quoted(`x-wx-openid: ${openid}`, shell)}` : ''
  // In PowerShell, `curl` is another command.
  const curl = shell === 'cmd' ? 'curl.exe' : 'curl'
  return `${curl} -H "content-type: application/json"${user} -d "{}" ${url}/functions/${name}`
}
