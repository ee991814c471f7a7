/** An error of commander's, without what may be a secret: `unknown option '--pasword=***'`, `unknown option '-p***'`. */
export function withoutValues(message: string): string {
  return message.replace(/(--?[^=\s']+)=.*'/s, "$1=***'").replace(/'(-[^-]).+'/s, "'$1***'")
}
