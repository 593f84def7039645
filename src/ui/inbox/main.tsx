import { createRoot } from 'react-dom/client'
import 'bootstrap-italia/dist/css/bootstrap-italia.min.css'
import './style/fonts.css'
import './style/base.css'
import './style/bar.css'
import './style/door.css'
import './style/layout.css'
import './style/queue.css'
import './style/thread.css'
import './style/entry.css'
import './style/composer.css'
import './style/person.css'
import './style/dialog.css'
import './style/content.css'
import './style/fact.css'
import { watchLeaving } from './act/later.ts'
import { App } from './app.tsx'
import { watchRoute } from './route.ts'
import { arrive } from './session.ts'

const place = document.getElementById('app')
if (place) createRoot(place).render(<App />)
watchRoute()
watchLeaving()
void arrive()
