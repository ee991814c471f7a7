/** Where the local WeChat listens in the place of WeChat's hosts. */
export interface Endpoints {
  /** Its loopback address. */
  host: string
  /** What it listens on in the place of port 80, and of any other but 443. */
  port: number
  /** What it listens on in the place of port 443, where TLS is spoken. */
  tlsPort: number
  /** The certificate, in PEM, of the authority that vouches for it there. */
  ca: string
}

/** What a Node that is led is told. */
export interface Redirection extends Endpoints {
  /** Other hosts are not to be reached; they are unless set. */
  offline?: boolean
}

/** The variable that tells preload.ts of it, as JSON. */
export const ENDPOINTS_VARIABLE = 'LOCAL_WECHAT_ENDPOINTS'
