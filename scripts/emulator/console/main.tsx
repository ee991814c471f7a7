import { render } from 'preact'
import { App } from './App'
import { listen } from './live'

// The address of an HTTPS call has its token; the browser shall not list it for whatever reads the page.
performance.setResourceTimingBufferSize(0)

const place = document.getElementById('console')
if (place) render(<App />, place)
listen()
