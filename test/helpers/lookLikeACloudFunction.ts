import { sdkEnvironment } from '../../scripts/emulator/redirect/sdkEnvironment'

/**
 * Gives this process the variables that the SDK expects in a cloud function.
 *
 * @param gatewayUrl the address of `POST /admin`
 * @param ticket lets it make cloud calls on a local WeChat
 */
export function lookLikeACloudFunction(gatewayUrl: string, ticket?: string): void {
  Object.assign(process.env, sdkEnvironment(gatewayUrl, ticket))
}
