/** Everyday answers that hold nothing of anybody's documents, by kind. Written before what they are held against. */
export const GERMAN: Readonly<Record<string, readonly string[]>> = {
  'mark-up': [
    '<ol><li>Teig <em>gut</em> kneten</li><li>eine Stunde ruhen lassen</li><li>bei 230&nbsp;°C backen</li></ol>',
    '## Einkaufszettel\n\n* Milch\n* **Vollkornbrot**\n* ~~Butter~~ Margarine\n* Äpfel (2 kg)',
    'Siehe [Handbuch, Kapitel 4](https://example.org/handbuch#4) und die Fußnote.[^a]\n\n[^a]: Stand: Frühjahr.',
    '<p>Mit <kbd>Strg</kbd>+<kbd>Z</kbd> wird der letzte Schritt <i>rückgängig</i> gemacht.</p>',
    'Die Ableitung von $x^n$ ist $n\\,x^{n-1}$; bei \\emph{konstanten} Funktionen ist sie null.',
    "'''Hinweis:''' Die Seite [[Hauptseite|Startseite]] wurde {{nowrap|am 3. Mai}} überarbeitet.",
  ],
  tables: [
    '| Linie | ab | an |\n|---|---|---|\n| S1 | 07:04 | 07:31 |\n| S1 | 07:24 | 07:51 |\n| RE5 | 07:40 | 07:58 |',
    'Artikel;Preis\nEspresso;2,20 €\nMilchkaffee;3,60 €\nStreuselkuchen;3,10 €',
    'Eintritt\nErwachsene .... 8,00 €\nErmäßigt ...... 5,00 €\nFamilien ...... 18,00 €',
    '| Fach | Mo | Di | Mi |\n|---|---|---|---|\n| Mathe | 2 | - | 1 |\n| Deutsch | 1 | 2 | - |',
  ],
  code: [
    '```python\nfor zahl in range(1, 11):\n    print(f"{zahl} mal 7 ist {zahl * 7}")\n```',
    'Mit `chmod 644 datei.txt` darf der Eigentümer schreiben, alle anderen dürfen nur lesen.',
    '```ini\n[Unit]\nDescription=Sicherung\n[Timer]\nOnCalendar=daily\nPersistent=true\n```',
    'Das Wort Hallo ist in Base64 `SGFsbG8=` und hexadezimal `48 61 6c 6c 6f`.',
    '```html\n<label for="ort">Ort</label>\n<input id="ort" name="ort" required>\n```',
    'Die Zahl 11111111 im Zweiersystem ist 255, 01000001 ist der Buchstabe A.',
  ],
  logs: [
    '03.11.2025 08:14:22 INFO Dienst gestartet\n03.11.2025 08:14:29 WARN Zwischenspeicher leer\n03.11.2025 08:20:00 INFO Sicherung fertig (412 Dateien)',
    'Autor: Max Mustermann <max@example.de>\nDatum: Mo, 3. Nov 2025\n\n    Tippfehler in der Anleitung beseitigt',
    'Kernel 5.15.0.91 wurde durch 5.15.0.94 ersetzt; ein Neustart ist nötig.',
  ],
  offices: [
    'Der Deutsche Bundestag hat die Anschrift Platz der Republik 1, 11011 Berlin, Telefon 030 227-0.',
    'Die Polizei erreicht man unter 110, Feuerwehr und Rettung unter 112, den ärztlichen Dienst unter 116 117.',
    'Die Behördennummer 115 ist montags bis freitags von 8 bis 18 Uhr besetzt.',
    'Das Deutsche Museum liegt auf der Museumsinsel 1 in 80538 München.',
  ],
  identifiers: [
    'Die Muster-IBAN DE89 3704 0044 0532 0130 00 steht in vielen Anleitungen.',
    'ISBN 978-3-16-148410-0 ist die Beispielnummer der Norm.',
    'Rechnung 0819/799908 und Auftrag 2025-00417 sind erledigt.',
    'Die Postleitzahl von Weimar ist 99423, die von Jena 07743.',
  ],
  documentation: [
    'Für Beispiele sind 192.0.2.10 und 2001:db8::1 reserviert.',
    'Der Drucker ist unter 192.168.178.20 zu finden, die Fritzbox unter 192.168.178.1.',
    'Schreiben Sie in Muster nur Adressen wie info@example.com.',
    'Der öffentliche Auflöser 9.9.9.9 sperrt bekannte Schadseiten.',
  ],
  talk: [
    'Herzlichen Glückwunsch zum Geburtstag! 🎂 Alles Gute für das neue Jahr ❤️',
    'Ein Leuchtturm ist ein Turm mit einem Licht für die Schifffahrt.',
    'Betreff: Mittagessen\n\nHallo zusammen,\n\nwollen wir am Freitag zum Griechen gehen? Ich bestelle einen Tisch.\n\nGrüße',
    'Fischers Fritz fischt frische Fische; frische Fische fischt Fischers Fritz.',
    'Buchstabiert: Anton, Berta, Cäsar, Dora.',
    'Erstens: Zwiebeln schneiden. Zweitens: anbraten. Drittens: mit Brühe ablöschen.',
    'Morgenstund hat Gold im Mund, sagt man; ausschlafen ist auch nicht schlecht.',
  ],
}
