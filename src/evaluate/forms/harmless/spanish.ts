/** Everyday answers that hold nothing of anybody's documents, by kind. Written before what they are held against. */
export const SPANISH: Readonly<Record<string, readonly string[]>> = {
  'mark-up': [
    '<ul><li>3 tomates</li><li>1 <b>pepino</b></li><li>aceite de oliva</li></ul>',
    '## Antes de salir\n\n- [x] cerrar ventanas\n- [ ] regar las plantas\n- [ ] **llaves**',
    '<p>Pulse <kbd>Ctrl</kbd>+<kbd>C</kbd> para copiar y <kbd>Ctrl</kbd>+<kbd>V</kbd> para pegar.</p>',
    'La suma de los ángulos de un triángulo es $180^\\circ$; \\textbf{siempre}.',
    'Consulte [la guía](https://example.es/guia) y la nota.[^1]\n\n[^1]: Solo en verano.',
    '<h2>Horario</h2><p>De lunes a viernes<br>de 9:00 a 14:00</p>',
  ],
  tables: [
    '| Salida | Llegada | Andén |\n|---|---|---|\n| 08:05 | 10:35 | 3 |\n| 09:05 | 11:35 | 5 |\n| 10:05 | 12:35 | 3 |',
    'plato;precio\ngazpacho;5,50 €\ntortilla;6,00 €\nflan;3,80 €\nagua;1,50 €',
    'Entrada general .... 9 €\nEstudiantes ........ 5 €\nMenores de 12 ...... gratis',
    '| Ciudad | Enero | Julio |\n|---|---|---|\n| Sevilla | 11° | 29° |\n| Bilbao | 9° | 21° |',
  ],
  code: [
    '```python\ncolores = {"rojo": 1, "verde": 2}\nprint(sorted(colores))\n```',
    'Con `tar -xzf archivo.tar.gz` se descomprime el archivo en la carpeta actual.',
    '```sql\nSELECT nombre, precio FROM productos WHERE precio < 10 ORDER BY precio;\n```',
    'La palabra Hola en base64 es `SG9sYQ==` y en binario 01001000 01101111 01101100 01100001.',
    '```json\n{ "abierto": true, "dias": ["lunes", "martes"], "hora": "09:00" }\n```',
    'Un UUID tiene 32 cifras hexadecimales, como 123e4567-e89b-12d3-a456-426614174000.',
  ],
  logs: [
    '03/11/2025 08:14:22 INFO servicio iniciado\n03/11/2025 08:14:26 AVISO memoria libre: 12 %\n03/11/2025 08:15:00 INFO copia terminada',
    'Autora: Ana Ejemplo <ana@example.es>\nFecha: lun 3 nov 2025\n\n    Corrige una errata del manual',
    'Descargados 37 archivos de 37 (8,2 MB) sin errores.',
  ],
  offices: [
    'El Museo del Prado está en la calle de Ruiz de Alarcón, 23, 28014 Madrid; teléfono 910 68 30 01.',
    'El teléfono de emergencias es el 112, el de la policía local el 092 y el de la nacional el 091.',
    'El Ayuntamiento de Barcelona está en la plaza de Sant Jaume, 1, y atiende en el 010.',
    'La Biblioteca Nacional tiene su sede en el paseo de Recoletos, 20-22.',
  ],
  identifiers: [
    'El DNI de muestra es 12345678Z: la letra se calcula con el resto de dividir por 23.',
    'El ISBN 978-84-376-0494-7 termina con un dígito de control.',
    'Pedido ES-2025-00871: enviado el martes, dos bultos.',
    'El código postal de Granada empieza por 18 y el de Cádiz por 11.',
  ],
  documentation: [
    'Use 198.51.100.23 o 192.0.2.9 en los ejemplos de redes.',
    'El enrutador suele estar en 192.168.1.1 y el servidor local en 127.0.0.1.',
    'Para los ejemplos escriba nombre@example.com.',
    'Los servidores 8.8.8.8 y 8.8.4.4 son públicos.',
  ],
  talk: [
    '¡Feliz cumpleaños! 🎂 Que cumplas muchos más ❤️',
    'Un faro es una torre con una luz que guía a los barcos.',
    'Asunto: comida del viernes\n\nHola a todos:\n\n¿os apetece paella el viernes? Reservo mesa para ocho.\n\nUn saludo',
    'Tres tristes tigres tragaban trigo en un trigal.',
    'Primero se pela la patata, después se corta y al final se fríe a fuego lento.',
    'Más vale pájaro en mano que ciento volando.',
    'El abecedario español tiene veintisiete letras, con la eñe.',
  ],
}
