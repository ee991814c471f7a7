import { sdkEnvironment } from '../../scripts/emulator/redirect/sdkEnvironment'

/**
 * Sets the environment variables that the SDK expects in a cloud function.
 *
 * @param gatewayUrl the address of `POST /admin`
 * @param ticket allows cloud calls to a local WeChat
 */
export function lookLikeACloudFunction(gatewayUrl: string, ticket?: string): void {
  Object.assign(process.env, sdkEnvironment(gatewayUrl, ticket))
}
