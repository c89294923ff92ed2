/** What everybody writes in English, a phrase a line. Written down here; quotations are of works long free. */
export const ENGLISH_COMMONPLACES: string = `
thank you for your e-mail and please accept my apologies for the late reply
thank you very much for your prompt reply and your help with this
thank you for contacting us about this and for your patience and understanding
thank you for reaching out to us and for bringing this to our attention
thank you for your interest in our company and our products and services
thank you in advance for your help and cooperation in this matter
many thanks for your time and consideration and for your continued support
thanks again for your help and have a great day and a nice weekend
i hope this email finds you well and that you had a good weekend
i hope this message finds you well i am writing to inform you that
i am writing to you regarding the following matter with regard to your letter
i am writing in response to your request and in reply to your inquiry of
further to our conversation and as discussed in our meeting and on the phone
please do not hesitate to contact us if you have any further questions
please don't hesitate to contact me if you have any questions or concerns
please do not hesitate to get in touch with us should you have any questions
please do not hesitate to reach out if you need any further information or assistance
please feel free to contact us at any time if you need any further information
please feel free to reach out to me if there is anything else i can help you with
if you have any questions or concerns please contact us or your manager
if you have any questions about this please let us know and we will be happy to help
if you need help or have any questions please contact the human resources department
if you have any further questions please contact customer service or our support team
should you have any further questions or require any further information please contact us
let me know if you have any questions or if there is anything else i can do for you
please let me know if you have any questions or need anything else
please let us know if you need any further information or if anything is unclear
we apologise for any inconvenience this may have caused you and thank you for your patience
we apologize for any inconvenience this may have caused and appreciate your understanding
we are sorry for any inconvenience this may cause and for the delay
we sincerely apologize for the inconvenience and for any confusion this may have caused
we look forward to hearing from you and to working with you
we look forward to hearing from you soon and to meeting you in person
i look forward to hearing from you at your earliest convenience
looking forward to hearing from you soon with kind regards and best wishes
we would appreciate your reply at your earliest convenience
please find attached the requested documents and the minutes of the meeting
please find attached a copy of the document for your reference and review
please find enclosed a copy of the letter for your records
please see the attached file for more details and further information
please confirm receipt of this email by return and let us know
we are pleased to inform you that your application has been approved
we regret to inform you that your application has been rejected
we would like to inform you that we have received your application
this is to inform you that and to certify that to whom it may concern
dear sir or madam dear customer dear colleagues dear all ladies and gentlemen
yours sincerely yours faithfully yours truly kind regards best regards warm regards
this is an automatically generated email please do not reply to this message
this is an automated message please do not reply to this email
i am currently out of the office and will return on monday
i am out of the office with limited access to email in urgent cases please contact
this is a friendly reminder that your invoice is due and payment is now overdue
if you have already paid please disregard this notice and ignore this reminder
to unsubscribe from this mailing list please click on the link below
you are receiving this email because you have signed up for our newsletter
this email and any attachments are confidential and may be legally privileged
this message is intended only for the use of the individual or entity to which it is addressed
this email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed
if you are not the intended recipient please notify the sender immediately and delete this message
if you have received this email in error please notify the sender and delete it from your system
any unauthorized use disclosure copying or distribution is strictly prohibited
please consider the environment before printing this email
i am sorry but i cannot help with that request and i cannot answer that
i am sorry i do not have enough information to answer your question
i'm sorry but i can't help with that i'm sorry i can't assist with that
i am sorry to hear that is there anything else i can help you with today
i could not find any information about this in the documents provided
i don't know the answer to this question based on the information provided
i do not have access to that information and cannot provide personal data
the provided documents do not contain any information about this topic
there is no information about this in the provided context or documents
based on the information provided in the documents it is not possible to answer
unfortunately i cannot provide confidential or personal information about other people
as an ai language model i do not have access to personal information or feelings
what can i do for you today how can i help you today is there anything else
you're welcome let me know if you need anything else have a nice day
in conclusion to summarise in summary on the other hand as a result of this
in addition to the above in accordance with the above for the avoidance of doubt
it is important to note that it should be noted that this is not the case
as mentioned above as described in the previous section as shown in the table below
for more information please visit our website or contact us by phone or email
for more details and further information please see the documentation and the user guide
the following table shows the following sections describe the following list contains
at the beginning of the year at the end of the month by the end of the day
please note that this document is confidential and must not be shared with third parties
this document is confidential and for internal use only do not distribute
strictly confidential for internal use only do not forward do not copy or distribute
the information contained in this document is subject to change without notice
this page intentionally left blank table of contents list of figures terms and conditions
all rights reserved no part of this publication may be reproduced stored or transmitted in any form or by any means without the prior written permission of the publisher
copyright all rights reserved terms of use privacy policy cookie policy contact us about us
we use cookies to improve your experience on our website by continuing to use this site you agree to our use of cookies
by clicking on accept you agree to our terms of service and privacy policy
the views expressed are those of the author and do not necessarily reflect the views of the company
past performance is not a guarantee of future results and is no indication of future returns
this is not legal advice and does not constitute financial advice please consult a professional
the content of this website is provided for information purposes only and does not constitute advice
always consult a doctor or pharmacist if symptoms persist or get worse keep out of the reach of children
trademarks are the property of their respective owners and used for identification only
this agreement is made and entered into by and between the following parties
this agreement shall be governed by and construed in accordance with the laws of england and wales
this agreement is governed by the laws of england and wales and by the laws of the state of new york
governed by and construed in accordance with the laws of the state without regard to its conflict of laws principles
the parties submit to the exclusive jurisdiction of the courts of england and wales
this agreement constitutes the entire agreement between the parties and supersedes all prior agreements
this agreement constitutes the entire agreement between the parties with respect to the subject matter hereof and supersedes all prior and contemporaneous agreements and understandings whether written or oral
no amendment or modification of this agreement shall be valid unless in writing and signed by both parties
this agreement may be executed in counterparts each of which shall be deemed an original and all of which together shall constitute one and the same instrument
if any provision of this agreement is held to be invalid or unenforceable the remaining provisions shall remain in full force and effect
if any provision is held invalid the remaining provisions continue in full force and effect
the invalidity of any provision shall not affect the validity of the remaining provisions
neither party shall be liable for any failure or delay in performance due to events beyond its reasonable control
neither party shall be liable for events beyond its reasonable control including but not limited to acts of god war strikes flood or fire
neither party may assign this agreement without the prior written consent of the other party
either party may terminate this agreement at any time by giving thirty days written notice to the other party
either party may terminate this agreement with immediate effect in the event of a material breach
in the event of any dispute arising out of or in connection with this agreement the parties shall first try to reach an amicable settlement
in the event of a conflict between this agreement and any other document the terms of this agreement shall prevail
the failure of either party to enforce any provision of this agreement shall not constitute a waiver of such provision
in no event shall either party be liable for any indirect incidental special or consequential damages
to the fullest extent permitted by applicable law and to the maximum extent permitted by law
each party shall keep confidential all information received from the other party and shall not disclose it to any third party
the receiving party shall not disclose confidential information to any third party without the prior written consent of the disclosing party
hereinafter referred to as the company hereinafter referred to as the customer hereinafter referred to as the agreement
for good and valuable consideration the receipt and sufficiency of which are hereby acknowledged
in witness whereof the parties have executed this agreement as of the date first above written
in witness whereof the parties hereto have caused this agreement to be executed by their duly authorized representatives
now therefore in consideration of the mutual covenants and promises contained herein the parties agree as follows
whereas the parties wish to and now therefore the parties agree as follows
unless otherwise agreed in writing the terms and conditions of the seller shall apply
unless otherwise provided in this agreement unless the context otherwise requires
subject to the terms and conditions of this agreement subject to the provisions of
without prejudice to any other rights or remedies without admission of liability
including but not limited to and including without limitation the following
the tenant shall pay the rent in advance on the first day of each month
time is of the essence in the performance of this agreement
any notice under this agreement shall be given in writing and sent by registered mail
the headings in this agreement are for convenience only and shall not affect its interpretation
the undersigned hereby declares that the information given above is true and complete to the best of my knowledge
i hereby declare that i have read and understood and agree to the terms and conditions
please read these terms and conditions carefully before using our services
permission is hereby granted free of charge to any person obtaining a copy of this software and associated documentation files the software to deal in the software without restriction including without limitation the rights to use copy modify merge publish distribute sublicense and or sell copies of the software and to permit persons to whom the software is furnished to do so subject to the following conditions
the above copyright notice and this permission notice shall be included in all copies or substantial portions of the software
the software is provided as is without warranty of any kind express or implied including but not limited to the warranties of merchantability fitness for a particular purpose and noninfringement
in no event shall the authors or copyright holders be liable for any claim damages or other liability whether in an action of contract tort or otherwise arising from out of or in connection with the software or the use or other dealings in the software
redistribution and use in source and binary forms with or without modification are permitted provided that the following conditions are met
licensed under the apache license version 2.0 the license you may not use this file except in compliance with the license you may obtain a copy of the license at http www apache org licenses license 2.0
unless required by applicable law or agreed to in writing software distributed under the license is distributed on an as is basis without warranties or conditions of any kind either express or implied see the license for the specific language governing permissions and limitations under the license
this program is free software you can redistribute it and or modify it under the terms of the gnu general public license as published by the free software foundation either version 3 of the license or at your option any later version
this program is distributed in the hope that it will be useful but without any warranty without even the implied warranty of merchantability or fitness for a particular purpose
employees are entitled to annual leave in accordance with the law and their contract of employment
we are an equal opportunity employer and all qualified applicants will receive consideration for employment without regard to race color religion sex or national origin
the successful candidate will have excellent communication skills and the ability to work in a team
the meeting was called to order and the minutes of the previous meeting were approved
there being no further business the meeting was adjourned the next meeting will be held on
our office hours are monday to friday from 9 am to 5 pm our office is open from 9 am to 5 pm monday to friday
we are open from monday to friday from nine to five and closed on weekends and public holidays
breakfast is served from seven to ten check in is from three check out is until eleven
to reset your password click on forgot password and follow the instructions in the email
click on the link below to reset your password enter your username and password and click on log in
please enter your email address and password to log in to your account
passwords must be at least eight characters long and contain upper and lower case letters numbers and special characters
do not share your password with anyone and change your password regularly use two factor authentication
lock your screen when you leave your desk and report suspicious emails to the security team
in case of fire use the stairs do not use the elevator leave the building and go to the assembly point
in case of emergency call 112 or 911 in an emergency call the police the fire brigade or an ambulance
wash your hands with soap and water for at least twenty seconds
drink plenty of water get enough sleep and see a doctor if symptoms persist
season with salt and pepper to taste and serve immediately bring to the boil and simmer for
preheat the oven to 180 degrees celsius preheat the oven to 350 degrees fahrenheit
fry the onions in oil until golden and add the garlic cook over medium heat until golden brown
in a large bowl mix the flour sugar and salt add the eggs and milk and stir until smooth
make sure that you have installed the latest version run the following command in your terminal
the quick brown fox jumps over the lazy dog
lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua ut enim ad minim veniam quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt in culpa qui officia deserunt mollit anim id est laborum
abcdefghijklmnopqrstuvwxyz0123456789 abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz 1234567890123456789012345678901234567890
monday tuesday wednesday thursday friday saturday sunday monday sunday monday tuesday wednesday thursday friday and saturday
january february march april may june july august september october november december and january february march
jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
first second third fourth fifth sixth seventh eighth ninth tenth
spring summer autumn and winter north south east and west red orange yellow green blue indigo and violet
mercury venus earth mars jupiter saturn uranus and neptune africa antarctica asia australia europe north america and south america
canada france germany italy japan the united kingdom and the united states
austria belgium bulgaria croatia cyprus czechia denmark estonia finland france germany greece hungary ireland italy latvia lithuania luxembourg malta netherlands poland portugal romania slovakia slovenia spain and sweden
austria belgium bulgaria croatia republic of cyprus czech republic denmark estonia finland france germany greece hungary ireland italy latvia lithuania luxembourg malta the netherlands poland portugal romania slovakia slovenia spain and sweden
alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new hampshire new jersey new mexico new york north carolina north dakota ohio oklahoma oregon pennsylvania rhode island south carolina south dakota tennessee texas utah vermont virginia washington west virginia wisconsin wyoming
alpha bravo charlie delta echo foxtrot golf hotel india juliett kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega
hydrogen helium lithium beryllium boron carbon nitrogen oxygen fluorine neon sodium magnesium aluminium silicon phosphorus sulfur chlorine argon potassium calcium
two three five seven eleven thirteen 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 61 67 71 73 79 83 89 97
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50
0 1 1 2 3 5 8 13 21 34 55 89 144 233 377 610 987 3.14159265358979323846264338327950288419716939937510 2.71828182845904523536
to be or not to be that is the question whether tis nobler in the mind to suffer the slings and arrows of outrageous fortune
shall i compare thee to a summer's day thou art more lovely and more temperate
all the world's a stage and all the men and women merely players they have their exits and their entrances
friends romans countrymen lend me your ears i come to bury caesar not to praise him
what's in a name that which we call a rose by any other name would smell as sweet
we are such stuff as dreams are made on and our little life is rounded with a sleep
it was the best of times it was the worst of times it was the age of wisdom it was the age of foolishness
it is a truth universally acknowledged that a single man in possession of a good fortune must be in want of a wife
all happy families are alike each unhappy family is unhappy in its own way happy families are all alike every unhappy family is unhappy in its own way
four score and seven years ago our fathers brought forth on this continent a new nation conceived in liberty and dedicated to the proposition that all men are created equal
that government of the people by the people for the people shall not perish from the earth
we hold these truths to be self-evident that all men are created equal that they are endowed by their creator with certain unalienable rights that among these are life liberty and the pursuit of happiness
we the people of the united states in order to form a more perfect union establish justice insure domestic tranquility provide for the common defence promote the general welfare and secure the blessings of liberty
congress shall make no law respecting an establishment of religion or prohibiting the free exercise thereof
all human beings are born free and equal in dignity and rights they are endowed with reason and conscience
everyone has the right to freedom of opinion and expression everyone has the right to life liberty and security of person
i have a dream that one day this nation will rise up that's one small step for man one giant leap for mankind one small step for a man one giant leap for mankind
ask not what your country can do for you ask what you can do for your country
the only thing we have to fear is fear itself never in the field of human conflict was so much owed by so many to so few
if i have seen further it is by standing on the shoulders of giants i think therefore i am
in the beginning god created the heaven and the earth in the beginning was the word and the word was with god
the lord is my shepherd i shall not want he maketh me to lie down in green pastures he leadeth me beside the still waters
our father who art in heaven hallowed be thy name thy kingdom come thy will be done on earth as it is in heaven give us this day our daily bread
twinkle twinkle little star how i wonder what you are up above the world so high like a diamond in the sky
roses are red violets are blue sugar is sweet and so are you
mary had a little lamb its fleece was white as snow and everywhere that mary went the lamb was sure to go
humpty dumpty sat on a wall humpty dumpty had a great fall all the king's horses and all the king's men
once upon a time there was a little girl and they lived happily ever after
two roads diverged in a yellow wood and sorry i could not travel both
once upon a midnight dreary while i pondered weak and weary over many a quaint and curious volume of forgotten lore
happy birthday to you happy birthday to you we wish you a merry christmas and a happy new year
early to bed and early to rise makes a man healthy wealthy and wise a bird in the hand is worth two in the bush
every action has an equal and opposite reaction for every action there is an equal and opposite reaction
the square of the hypotenuse is equal to the sum of the squares of the other two sides
please let me know if you need any additional information or assistance
please let us know if you require any additional information or clarification
i would be happy to answer any questions you may have about this
we would be happy to answer any questions and to help you with anything else
i am looking forward to meeting you in person next week and to seeing you soon
we are looking forward to seeing you again soon and to serving you again
we value your opinion and appreciate your feedback thank you for your feedback
thank you for your understanding and your cooperation in this matter
thank you for your order thank you for shopping with us we are happy to confirm your order
thank you for choosing our company we appreciate your business and your trust in us
thank you for your letter of thank you for your call this morning thank you for your kind words
please return the signed copy by the end of the week please sign and return the enclosed form
we kindly ask you to complete and return the enclosed form by the end of the month
please find enclosed our invoice for services rendered please remit payment to the account below
payment is due within thirty days of the date of invoice without deduction
payment is due within 14 days payment is due upon receipt of invoice
please quote your reference number in all correspondence with us
please quote your customer number when contacting us please have your order number ready
kindly confirm receipt of this letter kindly acknowledge receipt of this email
all prices are in euros and include value added tax all prices include vat
prices and availability are subject to change without notice this offer is valid while stocks last
errors and omissions excepted all information is provided without guarantee
this letter was generated electronically and is valid without signature
this agreement enters into force on the date of its signature by both parties
this agreement shall come into effect on the date of signature and remain in force until terminated
the parties undertake to treat all information as strictly confidential
the parties agree to keep the terms of this agreement strictly confidential
any changes or amendments to this contract must be made in writing in order to be effective
the place of jurisdiction is the registered office of the company place of performance and jurisdiction is
this agreement shall be binding upon and inure to the benefit of the parties and their respective successors and assigns
the employee shall carry out the duties assigned to him or her with due care and diligence
the employee agrees to comply with all company policies and procedures
the employer may terminate the employment with immediate effect for good cause
the contractor shall perform the services with reasonable skill and care
the supplier warrants that the goods are free from defects in material and workmanship
the buyer shall inspect the goods upon delivery and notify the seller of any defects without delay
title to the goods shall pass to the buyer upon full payment of the purchase price
smoking is not permitted anywhere in the building no smoking on the premises
please switch off your mobile phone please turn off all electronic devices
visitors must sign in at reception and wear a visitor badge at all times
please keep this area clean and tidy please close the door behind you
your privacy is important to us we take the protection of your personal data very seriously
we process your personal data in accordance with the general data protection regulation
you have the right to access rectify or erase your personal data you may withdraw your consent at any time
you can withdraw your consent at any time with effect for the future
click here to update your preferences or to unsubscribe from this list
to view this email in your browser click here if you no longer wish to receive these emails
your session has expired please log in again an unexpected error occurred please try again later
something went wrong please try again or contact support page not found
your request has been received and is being processed you will receive a confirmation email shortly
your order has been shipped and is on its way your parcel will be delivered within
store in a cool dry place and protect from direct sunlight keep refrigerated after opening
shake well before use for external use only keep out of reach of children and pets
read the instructions carefully before use and keep them for future reference
take one tablet twice a day after meals with a glass of water unless directed otherwise by your doctor
the minutes of the last meeting were read and approved unanimously
the motion was seconded and carried unanimously the chair thanked everyone for attending
the chairman opened the meeting and welcomed the participants the meeting was closed at
the meeting will be held in the conference room on the second floor please confirm your attendance
please join us for a meeting you are cordially invited to attend the event
please reply to this invitation by friday refreshments will be provided
we are currently experiencing a high volume of calls please hold the line
your call is important to us this call may be recorded for training and quality purposes
we are closed on public holidays our offices will be closed over the christmas holidays
the purpose of this document is to describe the purpose of this policy is to
this policy applies to all employees contractors and visitors of the company
failure to comply with this policy may result in disciplinary action up to and including termination of employment
employees must report any incident to their supervisor immediately
all employees are required to complete the training by the end of the year
roles and responsibilities scope and purpose introduction background and summary conclusion and next steps
the company assumes no liability for the accuracy or completeness of this information
despite careful control of the contents we assume no liability for the content of external links
to the best of my knowledge and belief i certify that the above information is true and correct
i hereby authorize the company to collect and use my personal data for the purposes stated above
i am writing to apply for the position of i am writing to complain about
with reference to your letter of further to our telephone conversation
we have pleasure in enclosing we are pleased to announce that we are delighted to inform you
we are sorry to inform you that we will not be able to offer you the position
after careful consideration we have decided not to proceed with your application
we wish you all the best for your future and every success in your career
congratulations on your promotion wishing you all the best get well soon happy holidays
on behalf of the company i would like to thank you for your hard work and dedication
it was a pleasure to meet you yesterday it was nice talking to you
sorry for the inconvenience and thank you for your patience sorry for the late reply
as soon as possible at your earliest convenience in the near future for the time being
if this is not the case please contact us immediately if you did not request this please ignore this email
`
