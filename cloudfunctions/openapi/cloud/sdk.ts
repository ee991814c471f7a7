import cloud from 'wx-server-sdk'
import { version } from 'wx-server-sdk/package.json'

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })

/** The cloud call's way out, ready for use; no other file imports wx-server-sdk, and none but this acts on import. */
export { cloud, version as sdkVersion }
