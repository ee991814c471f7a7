import { CallRows } from './CallRow'
import { control } from './http'
import { calls, callsSeen, command, functions, info, state } from './live'
import { Button, Cells, Command, Empty, Facts } from './widgets'
import { t } from './words'

/** Number of the last calls that are listed. */
const LAST = 8

/** Summarizes the local WeChat, and says how to connect to it. */
export function Overview() {
  const { url = location.origin, version, state: records, functions: dir, appid, project } = info.value ?? {}
  const { file, mistakes = [] } = info.value?.fixtures ?? {}
  const { totals } = state.value ?? {}
  const last = calls.value.slice(0, LAST)
  const reset = async () => {
    const question = t(
      'Restore the records of the fixtures, and delete faults, stubs and calls?',
      '恢复为初始数据，并清空故障、stub 和调用记录？',
    )
    if (confirm(question)) await control('POST', 'reset', {})
  }
  return (
    <>
      <Mistakes mistakes={mistakes} />
      <div class="tiles">
        <Tile tab="accounts" label={t('bound accounts', '已绑定账号')} count={totals?.bound} />
        <Tile tab="orders" label={t('orders', '订单')} count={totals?.orders} />
        <Tile tab="calls" label={t('calls', '调用')} count={callsSeen.value} />
        <Tile tab="functions" label={t('functions', '云函数')} count={functions.value?.length} />
      </div>
      <div class="columns">
        <div>
          {totals?.accounts === 0 && (
            <Cells title={t('Accounts', '账号')}>
              <Empty text={t('Nothing is bound yet.', '还没有绑定账号。')}>
                <a class="button primary" href="#accounts">
                  {t('Bind an account', '绑定账号')}
                </a>
              </Empty>
            </Cells>
          )}
          <Cells title={t('Last calls', '最近的调用')}>
            {last.length > 0 ? (
              <CallRows calls={last} />
            ) : (
              <Empty
                text={t('No calls yet. Try one in a terminal:', '还没有调用。在终端中试一次：')}
                command={localCall()}
              />
            )}
          </Cells>
        </div>
        <div>
          <Cells title={t('How to connect', '如何接入')} padded>
            <p>
              {t(
                'Your cloud functions run here unchanged, with the unmodified wx-server-sdk:',
                '云函数和 wx-server-sdk 无需修改，即可在这里运行：',
              )}
            </p>
            <Command text={functionCall(url)} />
            <p>
              {t(
                `HTTPS clients use ${url} instead of https://api.weixin.qq.com. This command does so:`,
                `HTTPS 客户端把 https://api.weixin.qq.com 换成 ${url}。例如：`,
              )}
            </p>
            <Command text={localCall()} />
            <p>{t('Tests run with a local WeChat of their own:', '运行测试，并为它单独启动一个本地模拟环境：')}</p>
            <Command text={command('exec -- npm test')} />
          </Cells>
          <Cells title={t('This local WeChat', '本地模拟环境')} padded>
            <Facts
              facts={{
                [t('Address', '地址')]: url,
                [t('Mini program', '小程序')]: appid,
                [t('Project', '项目')]: project ?? undefined,
                [t('Functions', '云函数目录')]: dir,
                [t('Fixtures', '初始数据')]:
                  file ??
                  t('built-in; create local-wechat.json to use your own', '内置；编写 local-wechat.json 可替换'),
                [t('Records', '运行数据')]:
                  records === ':memory:'
                    ? t('in memory; deleted when the local WeChat stops', '只在内存中，停止后删除')
                    : records,
                [t('Version', '版本')]: version,
              }}
            />
            <div class="buttons">
              <Button label={t('Reset', '重置')} look="danger" act={reset} />
            </div>
          </Cells>
        </div>
      </div>
    </>
  )
}

function Tile({ tab, label, count }: { tab: string; label: string; count: number | undefined }) {
  return (
    <a class="tile" href={`#${tab}`}>
      <b>{count ?? '–'}</b>
      <span>{label}</span>
    </a>
  )
}

/** Fixtures that were saved with a mistake are not used. */
function Mistakes({ mistakes }: { mistakes: readonly string[] }) {
  if (mistakes.length === 0) return null
  return (
    <div class="outcome bad" role="alert">
      <b>
        {t(
          'The fixtures contain a mistake. The last valid version is still in use.',
          '初始数据有误，仍使用上一个正确的版本。',
        )}
      </b>
      <p class="message">{mistakes.join('\n')}</p>
    </div>
  )
}

/** Returns a command that makes an HTTPS call to this local WeChat. It needs no parameters and no secret. */
function localCall(): string {
  const { port } = new URL(info.value?.url ?? location.origin)
  return command(`call getAllDelivery --local --port ${port}`)
}

/** Returns a command that calls a function, as a user who may call it. The quotes work in every shell. */
function functionCall(url: string): string {
  const names = (functions.value ?? []).map(({ name }) => name)
  if (names.length === 0) return command('add getAllAccount')
  // getAllAccount needs no parameters.
  const name = names.includes('getAllAccount') ? 'getAllAccount' : names[0]
  const [openid] = info.value?.adminOpenids ?? []
  const user = openid ? ` -H "x-wx-openid: ${openid}"` : ''
  // In PowerShell, `curl` is another command.
  const curl = navigator.userAgent.includes('Windows') ? 'curl.exe' : 'curl'
  return `${curl} -H "content-type: application/json"${user} -d "{}" ${url}/functions/${name}`
}
