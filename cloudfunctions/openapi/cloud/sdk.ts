import { Agent } from 'node:http'
import cloud from 'wx-server-sdk'
import { version } from 'wx-server-sdk/package.json'

// Node 19 and later keep connections alive. The gateway may close an idle one while the platform has frozen the instance:
// the next call would be sent into it, and would fail without a sign whether it took effect. https.Agent inherits this.
Object.assign(Agent.prototype, { keepSocketAlive: () => false })

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

/** wx-server-sdk, ready for cloud calls. No other file imports it, and no other file acts on import. */
export { cloud, version as sdkVersion }
