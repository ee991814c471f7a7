import { sdkEnvironment } from '../../scripts/emulator/functions/sdkEnvironment'

/**
 * Gives this process what the SDK looks for in a cloud function.
 *
 * @param gatewayUrl where cloud calls go
 */
export function lookLikeACloudFunction(gatewayUrl: string): void {
  Object.assign(process.env, sdkEnvironment(gatewayUrl))
}
