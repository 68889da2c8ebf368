import {parquetMetadataAsync,parquetScan,snappyUncompress} from 'hyparquet';
import {readFileSync} from 'node:fs';
const b=readFileSync('/tmp/b/r7.parquet');
const buf={byteLength:b.length,slice:(f,t=b.length)=>b.buffer.slice(b.byteOffset+f,b.byteOffset+t)};
let t=performance.now();
const md=await parquetMetadataAsync(buf);
console.log('meta',performance.now()-t);
for(const c of ['user_id','variant','segment','converted','revenue','pre_revenue']){t=performance.now();
const {readColumn}=await parquetScan({file:buf,metadata:md,columns:[c],utf8:false});
const v=await readColumn({column:c,rowStart:0,rowEnd:1000});console.log(c,v.length,performance.now()-t);}
// snappy speed on user_id chunks
t=performance.now();let tot=0;
for(const g of md.row_groups){const m=g.columns[0].meta_data;const o=Number(m.data_page_offset);const n=Number(m.total_compressed_size);
 const out=new Uint8Array(Number(m.total_uncompressed_size)-27);
 // find header length by trying
 for(let h=10;h<80;h++){ try{const o2=new Uint8Array(8*Number(m.num_values)+ (0));snappyUncompress(b.subarray(o+h,o+n),o2);break}catch(e){} }
 tot+=n}
console.log('snappy',performance.now()-t,tot);
