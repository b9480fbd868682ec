import { test } from 'vitest'
import * as S from '/work/main/bench/src/statistics/index.ts'
import { deferralCurve } from '/work/main/bench/src/routing/metrics/deferral.ts'
import { apgr, callPerformanceThreshold as cpt } from '/work/main/bench/src/routing/metrics/apgr.ts'
import { apgrReport } from '/work/main/bench/src/routing/metrics/apgr-report.ts'
import { routeLlmApgr } from '/work/main/bench/src/routing/metrics/routellm.ts'
import { oracle, randomApgr } from '/work/main/bench/src/routing/metrics/reference-routers.ts'
import * as L from '/work/main/bench/src/routing/load/pairs.ts'
import * as RB from '/work/main/bench/src/routing/load/routerbench.ts'
import * as Z from '/work/main/bench/src/routing/load/zeroeval.ts'
import * as I from '/work/main/bench/src/routing/load/intents.ts'
import * as SP from '/work/main/bench/src/routing/load/split.ts'
import { lengthScore } from '/work/main/bench/src/routing/baselines/length-score.ts'
import { knnPredict } from '/work/main/bench/src/routing/baselines/knn.ts'
import { centroidIntents } from '/work/main/bench/src/routing/baselines/centroid.ts'
import { aiq } from '/work/main/bench/src/routing/metrics/aiq.ts'
import * as M from '/work/main/bench/src/routing/metrics/model-table.ts'
import { costAtQuality } from '/work/main/bench/src/routing/metrics/cost-at-quality.ts'
import { inScopeAccuracy, outOfScopeReport } from '/work/main/bench/src/routing/metrics/intent-report.ts'
const T0=Date.now(); const log=(...a:any[])=>console.log(((Date.now()-T0)/1000).toFixed(1)+'s',...a)
test('x',()=>{
 const mmlu=L.loadRouteLlmMmlu(), gsm=L.loadRouteLlmGsm8k()
 log(mmlu.length,gsm.length)
 for(const [n,d] of [['mmlu',mmlu],['gsm',gsm]] as const){ const rows=d.map(p=>({...p,score:lengthScore(p.prompt)})); log(n,JSON.stringify(apgrReport(rows)),'routellm',routeLlmApgr(rows),'oracle',apgr(deferralCurve(oracle(rows))),routeLlmApgr(oracle(rows)),JSON.stringify(randomApgr(rows.slice(0,n==='mmlu'?9894:916),50)))}
 log('halves', new Set(mmlu.map(p=>SP.officialHalf(p.prompt))), new Set(gsm.map(p=>SP.officialHalf(p.prompt))))
 for(const o of [{},{sublinear:true},{ngrams:2,sublinear:true},{minTexts:2}] as any[]){
  const out:any={}
  for(const size of [1500,6926]) out[size]=[1,2,3].map(seed=>{const {train,test}=SP.seededSplit(mmlu,seed); const t=train.slice(0,size); const p=knnPredict(t.map(x=>x.prompt),t.map(x=>[x.strong-x.weak]),test.map(x=>x.prompt),o); return +apgr(deferralCurve(test.map((x,i)=>({...x,score:p[i]![0]!})))).toFixed(4)})
  log('knn mmlu',JSON.stringify(o),JSON.stringify(out)) }
 // intents
 const c=I.loadClinc150(), b=I.loadBanking77(), h=I.loadHwu64()
 for(const o of [{},{sublinear:true},{ngrams:2},{ngrams:2,sublinear:true}] as any[]){
  const acc=(train:any,test:any)=>{const g=centroidIntents(train,test.map((x:any)=>x.text),o);return +(100*inScopeAccuracy(g.map((x,i)=>({...x,intent:test[i].intent})))).toFixed(1)}
  const lab=(r:any)=>r.intent
  log('clinc',JSON.stringify(o),[5,10].map(k=>[1,2,3].map(s=>acc(SP.fewShot(c.train,lab,k,s),c.validation))),acc(c.train,c.validation))
  for(const [n,d] of [['bank',b],['hwu',h]] as const) { log(n,[5,10].map(k=>[1,2,3].map(s=>{const sp=SP.stratifiedSplit(d,lab,s);return acc(SP.fewShot(sp.train,lab,k,s),sp.test)})),[1,2].map(s=>{const sp=SP.stratifiedSplit(d,lab,s,.1);return acc(sp.train,sp.test)}))}
 }
 const rb=RB.loadRouterBench(); const s=M.singleModels(rb); log(s)
 const z=M.zeroRouter(rb); const max=Math.max(...s.map(x=>x.cost)),min=Math.min(...s.map(x=>x.cost))
 log('zero aiq own',aiq(z),'to max',aiq(z,{maxCost:max}),'from0',aiq(z,{minCost:0,maxCost:max}), 'oracle',aiq(M.willingnessSweep(rb,rb)),aiq(M.willingnessSweep(rb,rb),{minCost:min,maxCost:max}),aiq(M.willingnessSweep(rb,rb),{minCost:0,maxCost:max}))
 for(const seed of [1,2,3]) for(const k of [40,100]){ const sp=SP.seededSplit(rb.prompts.map((_,i)=>i),seed); const tr=RB.routerBenchRows(rb,sp.train),te=RB.routerBenchRows(rb,sp.test); const p=knnPredict(tr.prompts,tr.quality.map((q,i)=>[...q,...tr.cost[i]!]),te.prompts,{k}); const pred={quality:p.map(r=>r.slice(0,11)),cost:p.map(r=>r.slice(11))}; const sw=M.willingnessSweep(te,pred); const ss=M.singleModels(te); const mx=Math.max(...ss.map(x=>x.cost)),mn=Math.min(...ss.map(x=>x.cost)); const zz=M.zeroRouter(te)
  log('rb',seed,k,'zero',aiq(zz),aiq(zz,{minCost:mn,maxCost:mx}),aiq(zz,{minCost:0,maxCost:mx}),'knn',aiq(sw),aiq(sw,{minCost:mn,maxCost:mx}),aiq(sw,{minCost:0,maxCost:mx}),'maxq',Math.max(...sw.map(x=>x.quality)),Math.max(...ss.map(x=>x.quality)))}
 const ze=Z.zeroEvalPair(Z.loadZeroEval(),{model:'gpt-4o-mini-2024-07-18',price:{input:.15,output:.6}},{model:'gpt-4o-2024-08-06',price:{input:2.5,output:10}})
 const mean=(f:any)=>S.mean(ze.map(f)); log('ze',ze.length,mean((x:any)=>x.weak)/mean((x:any)=>x.strong),mean((x:any)=>x.weakCost)/mean((x:any)=>x.strongCost))
 for(const [n,f] of [['random',()=>0],['length',(x:any)=>lengthScore(x.prompt)],['oracle',(x:any)=>x.strong-x.weak]] as any) log(n,[.99,.97,.95].map(q=>costAtQuality(ze.map(x=>({...x,score:f(x)})),q)))
},120000)
