import { readImportFile } from '/work/main/src/app/ingest/index.ts';
const N=100000;
const l=['Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Währung;Bruttobetrag;Verwendungszweck\r\n'];for(let i=0;i<N;i++) l.push(`RE-${i};K${i%5000};${String(i%28+1).padStart(2,'0')}.05.2026;${String(i%28+1).padStart(2,'0')}.06.2026;EUR;${(i%9)+1}.${String(i%1000).padStart(3,'0')},${String(i%100).padStart(2,'0')};Zahlung Nr. ${i} Müller\r\n`);
const bytes=Buffer.from(l.join(''));
for(let r=0;r<5;r++) await readImportFile({name:'a.csv',bytes},{defaultCurrency:'EUR'});
