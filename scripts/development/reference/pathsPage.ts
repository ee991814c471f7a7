import type { Pair } from '../../../cloudfunctions/openapi/messages/Message'
import type { EventName } from '../../emulator/control/Events'
import type { ReferencePage, Words } from './page'

/** Calls: what the page says of them. */
const calls: Readonly<Record<string, Pair>> = {
  'POST /functions/NAME': [
    "Calls a function as `wx.cloud.callFunction` does. Headers say who calls: `x-wx-openid`, `x-wx-unionid` and `x-wx-from-openid` are a user's ids. `x-wx-source` is the SOURCE (default: `wx_client` with an id, `wx_http` without); `none` is the test of the cloud console.",
    '像 `wx.cloud.callFunction` 那样调用云函数。请求头说明谁在调用：`x-wx-openid`、`x-wx-unionid`、`x-wx-from-openid` 是用户的 ID。`x-wx-source` 是 SOURCE（默认：有 ID 为 `wx_client`，没有为 `wx_http`）；`none` 表示云开发控制台的测试。',
  ],
  'POST /admin': [
    'The gateway of wx-server-sdk: cloud calls, `cloud.callFunction`, the database, the storage.',
    'wx-server-sdk 的网关：云调用、`cloud.callFunction`、数据库、云存储。',
  ],
  'POST /tcb/invokecloudfunction?access_token=TOKEN&env=ENV&name=NAME': [
    'Calls a function as a server does. The body is the event, any `env` is accepted, there is no user, and SOURCE is `wx_http`. The response has the result as text in `resp_data`. In faults and stubs its name is `invokeCloudFunction`.',
    '以服务器身份调用云函数。请求体即 event，`env` 任意，没有用户身份，SOURCE 为 `wx_http`。返回值以文本放在 `resp_data` 里。在故障和模拟返回里的名称是 `invokeCloudFunction`。',
  ],
  '/...': [
    'Every other path is that of api.weixin.qq.com: `/cgi-bin/token`, `/cgi-bin/stable_token`, `/cgi-bin/express/business/...`. An unknown path returns 40066.',
    '其余路径即 api.weixin.qq.com 的路径：`/cgi-bin/token`、`/cgi-bin/stable_token`、`/cgi-bin/express/business/...`。未知的路径返回 40066。',
  ],
}

/** The paths under /emulator, with what they return or accept. */
export const controlPaths: Readonly<Record<string, Pair>> = {
  'GET /emulator/info': [
    'Its address, version, folders, default mini program and project, and the mistakes in the fixtures file.',
    '地址、版本、文件夹、默认小程序、项目，以及初始数据文件里的错误。',
  ],
  'GET /emulator/state': [
    'Fixtures and records, without secrets. `?limit=100` returns the last 100 accounts, orders and printers, and in `totals` how many exist.',
    '初始数据和运行数据，不含密码等。`?limit=100` 只返回最近 100 条账号、订单和打印员，总数在 `totals` 里。',
  ],
  'PUT /emulator/state': [
    'Replaces all records but documents and files: `{"accounts":[{"delivery_id":"YUNDA","biz_id":"123456"}]}`.',
    '替换除文档和云存储文件外的全部运行数据：`{"accounts":[{"delivery_id":"YUNDA","biz_id":"123456"}]}`。',
  ],
  'POST /emulator/reset': [
    'Starts again with what the fixtures name, documents and files too. Forgets faults, calls and access tokens. `{"fresh":true}` also ends the processes of functions; otherwise only those whose call has not ended.',
    '回到初始数据（包括文档和云存储文件），清除故障、调用记录和 access_token。`{"fresh":true}` 同时结束所有云函数的进程，否则只结束调用尚未完成的。',
  ],
  'GET /emulator/calls': [
    'The last 200 calls, the oldest first: `id`, `at`, `channel` (`function`, `cloud`, `https`, `push`), `api`, `wireParams` (of a function: its event), `errcode`, `errmsg`, `ms`. Where they exist also `answer`, `appid`, `function`, `requestId` (the same for a function and its cloud calls), `openid`, `source`, `fault`, `stub`, `notSimulated`, `note`, `lines` (what the function printed). Secrets are `***`.',
    '最近 200 次调用，从旧到新：`id`、`at`、`channel`（`function`、`cloud`、`https`、`push`）、`api`、`wireParams`（云函数则为 event）、`errcode`、`errmsg`、`ms`；有的还有 `answer`、`appid`、`function`、`requestId`（云函数与它的云调用相同）、`openid`、`source`、`fault`、`stub`、`notSimulated`、`note`、`lines`（云函数打印的内容）。密码等显示为 `***`。',
  ],
  'GET /emulator/functions': [
    'The functions: `name`, `dir`, `permissions`, `triggers` (timers), `timeLimitMs`, and `missing`: permissions that a function was refused, packages that are not installed.',
    '云函数：`name`、`dir`、`permissions`、`triggers`（定时触发器）、`timeLimitMs`，以及 `missing`：被拒绝的权限、没有安装的包。',
  ],
  'GET /emulator/apis': [
    'The APIs with their parameters and codes, and the action types of parcels.',
    '全部接口及其参数、错误码，以及物流轨迹类型。',
  ],
  'GET /emulator/examples/:name': [
    'Example parameters that succeed now, for an API by its full name: `{"params"}`, or `{"note"}` if none is possible. `?deliveryId=EMS` chooses the courier.',
    '某个接口（写全名）此刻能成功的示例参数：`{"params"}`；没有时返回 `{"note"}` 说明原因。`?deliveryId=EMS` 指定快递公司。',
  ],
  'GET /emulator/waybill': [
    'A waybill as a page of HTML: `?delivery_id=SF&order_id=1`; `appid` is optional.',
    '电子面单的 HTML 页面：`?delivery_id=SF&order_id=1`；`appid` 可省略。',
  ],
  'POST /emulator/reviews': [
    'Decides a pending binding: `{"delivery_id":"EMS","biz_id":"123456","approved":false,"reason":"地址不详"}`.',
    '给出审核结果：`{"delivery_id":"EMS","biz_id":"123456","approved":false,"reason":"地址不详"}`。',
  ],
  'POST /emulator/orders': [
    'Moves a parcel: `{"delivery_id":"SF","order_id":"1","action_type":200001}`, with `waybill_id` instead of or beside `order_id`. `action_msg`, `action_time` (seconds) and `appid` are optional. Returns the order.',
    '更新运单状态：`{"delivery_id":"SF","order_id":"1","action_type":200001}`，可用 `waybill_id` 代替或补充 `order_id`；`action_msg`、`action_time`（秒）、`appid` 可省略。返回该订单。',
  ],
  'POST /emulator/payments': [
    'Lets a buyer pay an order of cloudPay: `{"merchant_trade_no":"T1"}`, or anything: `{"openid":"oBuyer","paid_amount":100}`. `appid`, `merchant_id`, `transaction_id` and `description` are optional. Returns the payment.',
    '让买家支付 cloudPay 的订单：`{"merchant_trade_no":"T1"}`，或任意金额：`{"openid":"oBuyer","paid_amount":100}`；`appid`、`merchant_id`、`transaction_id`、`description` 可省略。返回该支付。',
  ],
  'POST /emulator/payments/:name': [
    'What the buyer or WeChat does with a payment, `receive`, `settle` or `refund`: `{"transaction_id":"42..."}`. Returns the payment.',
    '买家或微信对支付的操作，`receive`（确认收货）、`settle`（结算）或 `refund`（退款）：`{"transaction_id":"42..."}`。返回该支付。',
  ],
  'POST /emulator/advance': [
    'Moves the clock of payments, and does what is due: reminders after 48 hours, automatic receipt, settlement. `{"seconds":864000}`. Returns `{"now":...}`.',
    '把支付的时钟拨快，并执行到期的操作：48 小时提醒、自动确认收货、结算。`{"seconds":864000}`。返回 `{"now":...}`。',
  ],
  'POST /emulator/triggers': [
    'Fires a timer of a function\'s config.json: `{"function":"report","trigger":"daily"}`. Responds as `POST /functions/NAME` does.',
    '触发云函数 config.json 里的定时触发器：`{"function":"report","trigger":"daily"}`。返回与 `POST /functions/NAME` 相同。',
  ],
  'GET /emulator/faults': ['The faults.', '当前的故障。'],
  'PUT /emulator/faults': [
    'Replaces the faults: `[{"api":"logistics.bindAccount","kind":"delay","ms":5000,"times":1}]`; `[]` removes them.',
    '设置故障：`[{"api":"logistics.bindAccount","kind":"delay","ms":5000,"times":1}]`；`[]` 清除。',
  ],
  'GET /emulator/stubs': ['The stubs.', '当前的模拟返回。'],
  'PUT /emulator/stubs': [
    'Replaces the stubs: `[{"api":"subscribeMessage.send","answer":{"errcode":0}}]`; `[]` removes them. A reset restores those of the fixtures.',
    '设置模拟返回：`[{"api":"subscribeMessage.send","answer":{"errcode":0}}]`；`[]` 清空。重置后恢复为初始数据。',
  ],
  'GET /emulator/database': [
    'The collections: `{"collections":[{"name":"parcels","documents":2}]}`.',
    '全部集合：`{"collections":[{"name":"parcels","documents":2}]}`。',
  ],
  'GET /emulator/database/:name': [
    'Documents in Extended JSON: `{"total":2,"documents":[]}`. `?query={"status":1}`, `&skip=0`, `&limit=20`.',
    '文档（Extended JSON）：`{"total":2,"documents":[]}`。`?query={"status":1}`、`&skip=0`、`&limit=20`。',
  ],
  'PUT /emulator/database/:name': [
    'Replaces the documents of a collection by a list, in Extended JSON.',
    '用一个列表（Extended JSON）替换集合里的全部文档。',
  ],
  'GET /emulator/files': [
    'The files of the storage: `{"total":1,"files":[{"path","fileID","size","time","url"}]}`; `url` is a temporary address, without the origin. `?limit=100` returns the last 100.',
    '云存储的文件：`{"total":1,"files":[{"path","fileID","size","time","url"}]}`，`url` 是临时地址，不含域名。`?limit=100` 只返回最近 100 个。',
  ],
  'PUT /emulator/files': [
    'Stores the body, of any content type, as the file `?path=images/a.png`.',
    '把请求体（任意 Content-Type）保存为文件 `?path=images/a.png`。',
  ],
  'DELETE /emulator/files': ['Deletes the file `?path=images/a.png`.', '删除文件 `?path=images/a.png`。'],
  'GET /emulator/files/*': ['Returns a file at its temporary address.', '文件的临时地址，返回文件内容。'],
  'GET /emulator/events': [
    'What happens, as server-sent events, see below.',
    '以 server-sent events 推送发生的事，见下。',
  ],
}

const CHANGED: Pair = ['`{}`: changed, fetch it again', '`{}`：有变化，请重新获取']
const events: Readonly<Record<EventName | 'ready', Pair>> = {
  ready: [
    '`{"missed":false}`, the first event of each connection. `true`: events may have been missed, fetch everything again.',
    '`{"missed":false}`，每次连接的第一个事件。`true` 表示可能错过了事件，请全部重新获取。',
  ],
  call: ['a call, as in `GET /emulator/calls`', '一次调用，同 `GET /emulator/calls`'],
  line: [
    '`{"id","text"}`: a line that a function printed after its call `id` had ended',
    '`{"id","text"}`：云函数在调用 `id` 结束之后打印的一行',
  ],
  cleared: ['`{}`: the calls were removed', '`{}`：调用记录已清除'],
  state: CHANGED,
  faults: CHANGED,
  stubs: CHANGED,
  fixtures: CHANGED,
}

/** Returns the page of the paths and events of the local WeChat. */
export function pathsPage(): ReferencePage {
  const head: Words[] = [
    ['Path', '路径'],
    ['What it does', '作用'],
  ]
  const rows = (texts: Readonly<Record<string, Pair>>) =>
    Object.entries(texts).map(([name, text]) => [`\`${name}\``, text])
  return {
    path: 'scripts/emulator/docs/paths',
    title: { en: 'Paths and events of the local WeChat', zh: '本地模拟环境的路径与事件' },
    intro: {
      en: 'The address is `http://127.0.0.1:8787` by default. What is sent to `/emulator` must be `application/json` (otherwise 415). Every refusal has an `errcode` that is not 0: a request that no route accepts gets its HTTP status as errcode.',
      zh: '地址默认为 `http://127.0.0.1:8787`。发往 `/emulator` 的请求须为 `application/json`（否则 415）。拒绝时 `errcode` 一定不为 0：没有路由处理的请求，errcode 为 HTTP 状态码。',
    },
    sections: [
      { title: { en: 'Calls', zh: '调用' }, head, rows: rows(calls) },
      { title: '/emulator', head, rows: rows(controlPaths) },
      {
        title: { en: 'Events', zh: '事件' },
        text: [
          {
            en: 'Each event has a numeric `id`, a name and JSON. A client that reconnects with `Last-Event-ID` (browsers do) gets the events since then, up to the last 1000. A comment every 15 seconds shows that the connection is alive.',
            zh: '每个事件有数字 `id`、名称和 JSON。带着 `Last-Event-ID` 重新连接（浏览器会自动带上）可补收之后的事件，最多 1000 个。每 15 秒有一行注释，表示连接正常。',
          },
        ],
        head: [
          ['Event', '事件'],
          ['Data', '数据'],
        ],
        rows: rows(events),
      },
    ],
  }
}
