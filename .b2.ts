import { readTable } from '/work/main/src/app/ingest/csv.ts';
import { decodeBytes } from '/work/main/src/app/ingest/decode.ts';
import { readImportFile } from '/work/main/src/app/ingest/index.ts';
import { parse } from 'csv-parse/sync';
const N=100000;
const l=['Rechnungsnummer;Kundennummer;Rechnungsdatum;Fälligkeit;Währung;Bruttobetrag;Verwendungszweck\r\n'];for(let i=0;i<N;i++) l.push(`RE-${i};K${i%5000};${String(i%28+1).padStart(2,'0')}.05.2026;${String(i%28+1).padStart(2,'0')}.06.2026;EUR;${(i%9)+1}.${String(i%1000).padStart(3,'0')},${String(i%100).padStart(2,'0')};Zahlung Nr. ${i} Müller\r\n`);
const bytes=Buffer.from(l.join(''));
for(let r=0;r<4;r++){
 let t=performance.now(); parse(bytes,{delimiter:';'}); const a=performance.now()-t;
 t=performance.now(); decodeBytes('a',bytes); const d=performance.now()-t;
 t=performance.now(); await readTable('a',bytes); const b=performance.now()-t;
 t=performance.now(); await readImportFile({name:'a.csv',bytes},{defaultCurrency:'EUR'}); const c=performance.now()-t;
 console.log('alone',a.toFixed(0),'decode',d.toFixed(0),'table',b.toFixed(0),'all',c.toFixed(0),(c/a).toFixed(2));
}
