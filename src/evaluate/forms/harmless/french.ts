/** Everyday answers that hold nothing of anybody's documents, by kind. Written before what they are held against. */
export const FRENCH: Readonly<Record<string, readonly string[]>> = {
  'mark-up': [
    '<ul><li>2 œufs</li><li>125 g de <b>farine</b></li><li>une pincée de sel</li></ul>',
    '## À emporter\n\n- [x] billets\n- [ ] lunettes de soleil\n- [ ] un **bon** livre',
    '<p>Appuyez sur <kbd>Alt</kbd>+<kbd>F4</kbd> pour fermer la fenêtre&nbsp;; rien ne sera perdu.</p>',
    "L'aire du disque vaut $\\pi r^2$ et son périmètre $2 \\pi r$ ; \\textit{r} est le rayon.",
    'Voir [la notice](https://example.fr/notice) et la remarque.[^1]\n\n[^1]: Valable en été.',
    '<table><tr><th>Jour</th><th>Heure</th></tr><tr><td>lundi</td><td>9 h</td></tr><tr><td>mardi</td><td>10 h</td></tr></table>',
  ],
  tables: [
    '| Train | Départ | Arrivée |\n|---|---|---|\n| TER | 06:48 | 07:55 |\n| TGV | 07:10 | 09:02 |\n| TER | 07:48 | 08:55 |',
    'article;prix\ncafé;1,80 €\nthé;2,50 €\ncroissant;1,30 €\ntarte aux pommes;3,90 €',
    'Plein tarif ... 11 €\nTarif réduit .. 7 €\nGratuit le premier dimanche du mois',
    '| Taille | Poitrine | Hanches |\n|---|---|---|\n| S | 88 | 92 |\n| M | 94 | 98 |\n| L | 100 | 104 |',
  ],
  code: [
    '```python\nfor mot in ["bleu", "blanc", "rouge"]:\n    print(mot.upper())\n```',
    'La commande `grep -rn "bonjour" .` cherche le mot dans tous les fichiers du dossier.',
    '```js\nconst nombres = [3, 1, 2]\nnombres.sort((a, b) => a - b)\n```',
    'En base64, « Bonjour » s’écrit `Qm9uam91cg==` ; en hexadécimal, 426f6e6a6f7572.',
    '```css\n.titre { color: #334455; margin: 0 auto; }\n```',
    'Le chiffre de César décale chaque lettre : A devient D, B devient E.',
  ],
  logs: [
    '2025-11-03 08:14:22 [info] démarrage du service\n2025-11-03 08:14:24 [avertissement] cache vide\n2025-11-03 08:15:00 [info] 200 GET /sante 4 ms',
    'Auteur : Jean Dupont <jean@example.fr>\nDate : lun. 3 nov. 2025\n\n    Corrige une faute dans le guide',
    'Téléchargement terminé : 48 fichiers, 12,4 Mo en 3 s.',
  ],
  offices: [
    'La mairie de Paris se trouve place de l’Hôtel-de-Ville, 75004 Paris ; on appelle le 3975.',
    'Numéros d’urgence : 15 pour le SAMU, 17 pour la police, 18 pour les pompiers, 112 partout en Europe.',
    'Le musée du Louvre est rue de Rivoli, 75001 Paris, téléphone 01 40 20 53 17.',
    'Pour les impôts des particuliers, le numéro national est le 0809 401 401.',
  ],
  identifiers: [
    'L’ISBN 978-2-07-036822-8 comporte treize chiffres, dont le dernier est une clé.',
    'Le SIRET compte quatorze chiffres : neuf pour l’entreprise, cinq pour l’établissement.',
    'Référence de commande : FR-2025-004417, colis 2 sur 3.',
    'Le code postal de Lyon 1er est 69001, celui de Lille 59000.',
  ],
  documentation: [
    'Les adresses 203.0.113.5 et 192.0.2.44 sont réservées aux exemples.',
    'La box répond sur 192.168.1.1 ; le DNS 1.1.1.1 est public.',
    'Dans un modèle de lettre, écrivez contact@example.org.',
    'En France, les numéros fictifs commencent par 01 99 00.',
  ],
  talk: [
    'Joyeux anniversaire ! 🎉 Que cette année t’apporte de belles surprises ❤️',
    'Un phare est une tour qui guide les bateaux pendant la nuit.',
    'Objet : déjeuner de vendredi\n\nBonjour à tous,\n\nqui vient manger une pizza vendredi midi ?\n\nBonne journée',
    'Les chaussettes de l’archiduchesse sont-elles sèches, archi-sèches ?',
    'D’abord les oignons, ensuite les carottes, enfin le bouillon ; laisser mijoter une heure.',
    'Épelé : Anatole, Berthe, Célestin, Désiré.',
    'Au clair de la lune, mon ami Pierrot, prête-moi ta plume pour écrire un mot.',
  ],
}
