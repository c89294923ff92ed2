import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { addressOf, type Shown, wordsIn } from './parts.js'
import { keepToken, keptToken, openSession, type Session } from './session.js'
import { CaseView } from './views/case.js'
import { Cases } from './views/cases.js'
import { DocumentView } from './views/document.js'
import { Held } from './views/held.js'
import { Journal, Readers, Sources } from './views/lists.js'
import { Overview } from './views/overview.js'
import { RecordView } from './views/record.js'
import type { Language } from './words.js'

const VIEWS = ['overview', 'cases', 'sources', 'readers', 'held', 'journal'] as const

function App() {
  const [language, setLanguage] = useState<Language>(preferred())
  const [session, setSession] = useState<Session | undefined>(() => {
    const token = keptToken()
    return token === undefined ? undefined : openSession(token)
  })
  const [view, about] = useAddress()
  const { words } = wordsIn(language)
  const main = useRef<HTMLElement>(null)
  const address = `${view} ${about ?? ''}`
  const shown = useRef(address)
  // Whoever reads or steers by keyboard goes on in the new view, not in the link to it.
  useEffect(() => {
    if (shown.current !== address) main.current?.focus()
    shown.current = address
  }, [address])
  useEffect(() => {
    document.documentElement.lang = language
    document.title = words.title
  }, [language])

  const signOut = () => {
    keepToken(undefined)
    setSession(undefined)
  }
  return (
    <>
      <header class="top">
        <strong>ragwall</strong>
        {session === undefined ? null : (
          <nav>
            {VIEWS.map((name) => (
              <a key={name} href={addressOf(name)} aria-current={name === view ? 'page' : undefined}>
                {words.views[name]}
              </a>
            ))}
          </nav>
        )}
        <span class="tools">
          {session === undefined ? null : <LookUp language={language} />}
          <button type="button" onClick={() => setLanguage(keepLanguage(language === 'en' ? 'ja' : 'en'))}>
            {words.language}
          </button>
          {session === undefined ? null : (
            <button type="button" onClick={signOut}>
              {words.signOut}
            </button>
          )}
        </span>
      </header>
      <main ref={main} tabIndex={-1}>
        {session === undefined ? (
          <SignIn language={language} onSession={setSession} />
        ) : (
          <View session={session} language={language} view={view} about={about} />
        )}
      </main>
    </>
  )
}

function View({
  view,
  about,
  ...shown
}: Shown & { readonly view: string; readonly about: string | undefined }) {
  if (about !== undefined) {
    if (view === 'case') return <CaseView key={about} {...shown} about={about} />
    if (view === 'documents') return <DocumentView key={about} {...shown} about={about} />
    if (view === 'record') return <RecordView key={about} {...shown} about={about} />
    if (view === 'cases') return <Cases key={about} {...shown} about={about} />
  }
  if (view === 'cases') return <Cases {...shown} />
  if (view === 'sources') return <Sources {...shown} />
  if (view === 'readers') return <Readers {...shown} />
  if (view === 'held') return <Held {...shown} />
  if (view === 'journal') return <Journal {...shown} />
  return <Overview {...shown} />
}

function SignIn({ language, onSession }: { language: Language; onSession: (session: Session) => void }) {
  const { words } = wordsIn(language)
  const [token, setToken] = useState('')
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault()
        keepToken(token)
        onSession(openSession(token))
      }}
    >
      <h1>{words.title}</h1>
      <label>
        {words.token}{' '}
        <input
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value.trim())}
        />
      </label>
      <button type="submit">{words.signIn}</button>
      <p class="soft">{words.tokenNote}</p>
    </form>
  )
}

/** A user who complains names a receipt. */
function LookUp({ language }: { language: Language }) {
  const { words } = wordsIn(language)
  const [receipt, setReceipt] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (receipt !== '') location.hash = addressOf('record', receipt)
      }}
    >
      <input
        aria-label={words.receipt}
        placeholder={words.receipt}
        value={receipt}
        onInput={(event) => setReceipt(event.currentTarget.value.trim())}
      />
      <button type="submit">{words.lookUp}</button>
    </form>
  )
}

/** The view that the address names, and what it is about. */
function useAddress(): readonly [view: string, about: string | undefined] {
  const [address, setAddress] = useState(location.hash)
  useEffect(() => {
    const onChange = () => setAddress(location.hash)
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  const [, view = '', about] = address.split('/')
  return [view === '' ? 'overview' : view, about === undefined ? undefined : decodeURIComponent(about)]
}

function preferred(): Language {
  const kept = localStorage.getItem('ragwall-console-language') ?? navigator.language
  return kept.startsWith('ja') ? 'ja' : 'en'
}

function keepLanguage(language: Language): Language {
  localStorage.setItem('ragwall-console-language', language)
  return language
}

render(<App />, document.body)
