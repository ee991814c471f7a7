import cloud from 'wx-server-sdk'
import { version } from 'wx-server-sdk/package.json'

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

/** wx-server-sdk, ready for cloud calls. No other file imports it, and no other file acts on import. */
export { cloud, version as sdkVersion }
