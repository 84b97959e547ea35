import numpy as np, pandas as pd, random, json, warnings, sys
warnings.filterwarnings("ignore")
out=sys.argv[1]; D=sys.argv[2]+"/"
# HRP 2016 example
np.random.seed(12345); random.seed(12345)
x=np.random.normal(0,1,size=(10000,5)); cols=[int(random.random()*5) for _ in range(5)]
y=x[:,cols]+np.random.normal(0,0.25,size=(10000,5)); x=np.append(x,y,axis=1)
c=np.cov(x,rowvar=False)
np.savetxt(out+"/hrp2016-covariance.csv",c,delimiter=",",fmt="%.17g")
import cvxpy as cp, scipy.cluster.hierarchy as sch
from scipy.spatial.distance import squareform
from sklearn.covariance import LedoitWolf
from pypfopt.risk_models import CovarianceShrinkage
from skfolio.moments import DenoiseCovariance
import glob,os
lines=[]
def put(k,v): lines.append(f"{k}={v!r}" if not isinstance(v,(list,np.ndarray)) else f"{k}="+",".join(repr(float(a)) for a in v))
TIGHT=dict(solver=cp.CLARABEL,tol_gap_abs=1e-13,tol_gap_rel=1e-13,tol_feas=1e-13,tol_ktratio=1e-10,max_iter=500)
def solve(obj,cons):
    p=cp.Problem(obj,cons); p.solve(**TIGHT); assert p.status in("optimal","optimal_inaccurate"),p.status; return p.status
def hrp(cov,dist,method,tree):
    s=np.sqrt(np.diag(cov)); corr=np.clip(cov/np.outer(s,s),-1,1); np.fill_diagonal(corr,1)
    d=np.sqrt((1-corr)/2)
    link=sch.linkage(d,method) if dist=="of" else sch.linkage(squareform(d,checks=False),method)
    order=sch.leaves_list(link); w=np.ones(len(cov))
    def var(i):
        c=cov[np.ix_(i,i)]; v=1/np.diag(c); v/=v.sum(); return v@c@v
    def split(a,b):
        va,vb=var(a),var(b); al=1-va/(va+vb); w[a]*=al; w[b]*=1-al
    if tree:
        n=len(cov); root=sch.to_tree(link)
        todo=[root]
        while todo:
            r=todo.pop()
            if r.is_leaf(): continue
            split(np.array(r.left.pre_order()),np.array(r.right.pre_order())); todo+= [r.left,r.right]
    else:
        todo=[order]
        while todo:
            o=todo.pop()
            if len(o)<2: continue
            h=len(o)//2; split(o[:h],o[h:]); todo+=[o[:h],o[h:]]
    return w
def panel(name):
    if name=="sp500":
        df=pd.read_csv(D+"skfolio/sp500_dataset.csv.gz",index_col=0)
    elif name=="pypfopt":
        df=pd.read_csv(D+"pypfopt/stock_prices.csv.gz",index_col=0).dropna()
    else:
        fs=sorted(glob.glob(D+"stocknet/*.csv.gz")); cols={}
        for f in fs:
            c=pd.read_csv(f,index_col=0)["Adj Close"]
            if len(c)==1258: cols[os.path.basename(f)[:-7]]=c
        df=pd.DataFrame(cols).dropna(axis=1)
    r=df.values[1:]/df.values[:-1]-1
    return r
for name in ["sp500","pypfopt","stocknet"]:
    R=panel(name); T,n=R.shape; put(name+".days",T); put(name+".assets",n)
    mu=R.mean(0); S=np.cov(R,rowvar=False); sc=np.trace(S)/n; w=cp.Variable(n)
    L=np.linalg.cholesky(S/sc); q=cp.sum_squares(L.T@w)
    eq=np.ones(n)/n
    def mv(key,cons):
        st=solve(cp.Minimize(q),cons); v=w.value@S@w.value; put(f"{name}.{key}",float(v)); print(name,key,st,v)
    lo=[w>=0,cp.sum(w)==1]
    mv("minVariance",lo)
    mv("minVarianceBounded",[w>=0.01,w<=0.08,cp.sum(w)==1])
    mv("minVarianceShort",[w>=-0.2,w<=0.4,cp.sum(w)==1])
    g1=list(range(0,n//4)); g2=list(range(n//4,n//2))
    mv("groups",lo+[cp.sum(w[g1])>=0.3,cp.sum(w[g2])<=0.1])
    mv("turnover",lo+[cp.norm1(w-eq)<=0.3])
    mv("leverage",[w>=-0.2,w<=0.4,cp.sum(w)==1,cp.norm1(w)<=1.2])
    mv("turnoverAndLeverage",[w>=-0.2,w<=0.4,cp.sum(w)==1,cp.norm1(w)<=1.2,cp.norm1(w-eq)<=0.5])
    tgt=float(np.sort(mu)[-3]*0.9+mu.mean()*0.1); put(name+".target",tgt)
    mv("targetReturn",lo+[mu@w/np.abs(mu).max()>=tgt/np.abs(mu).max()])
    # max Sharpe
    rf=0.00005
    y=cp.Variable(n); k=cp.Variable(); m0=np.abs(mu-rf).max()
    def ms(key,cap):
        p=cp.Problem(cp.Minimize(cp.sum_squares(L.T@y)),[(mu-rf)/m0@y==1,cp.sum(y)==k,y>=0,y<=cap*k,k>=0]); p.solve(**TIGHT)
        v=y.value/k.value; put(f"{name}.{key}",float((mu-rf)@v/np.sqrt(v@S@v))); print(name,key,p.status)
    ms("maxSharpe",1.0); ms("maxSharpeCapped",0.15)
    # ERC by convex program
    z=cp.Variable(n,pos=True)
    def erc(key,b):
        p=cp.Problem(cp.Minimize(0.5*cp.sum_squares(L.T@z)-b@cp.log(z))); p.solve(**TIGHT)
        v=z.value/z.value.sum(); put(f"{name}.{key}",float(np.sqrt(v@S@v))); put(f"{name}.{key}Weights",v); print(name,key,p.status)
    erc("equalRisk",eq); b=np.arange(1,n+1.0); erc("riskBudgets",b/b.sum())
    put(name+".hrp",hrp(S,"of","single",False))
    for m in ["single","complete","average","ward"]:
        put(f"{name}.hrpDirect.{m}",hrp(S,"direct",m,False)); put(f"{name}.hrpTree.{m}",hrp(S,"of",m,True))
    # CVaR
    al=0.95; zeta=cp.Variable(); u=cp.Variable(T)
    def cv(key,cons):
        p=cp.Problem(cp.Minimize(zeta+cp.sum(u)/((1-al)*T)),cons+[u>=0,u>=-(100*R)@w-zeta]); p.solve(solver=cp.HIGHS)
        put(f"{name}.{key}",float(p.value/100)); print(name,key,p.status)
    cv("minCvar",lo); cv("minCvarBounded",[w>=-0.1,w<=0.2,cp.sum(w)==1,cp.norm1(w)<=1.3])
    # Kelly
    def kelly(key,cons):
        p=cp.Problem(cp.Maximize(cp.sum(cp.log(1+R@w))/T),cons); p.solve(solver=cp.CLARABEL,tol_gap_abs=1e-12,tol_gap_rel=1e-12,tol_feas=1e-11,max_iter=300)
        put(f"{name}.{key}",float(np.mean(np.log1p(R@w.value)))); print(name,key,p.status)
    kelly("kelly",[w>=0,cp.sum(w)<=1]); kelly("kellyLeveraged",[w>=0,w<=0.5,cp.sum(w)<=2])
    # covariances: trace, sum of all, sum of |off-diagonal| squared
    def cov(key,C,extra=None):
        put(f"{name}.{key}",[np.trace(C),C.sum(),np.linalg.norm(C)]+([] if extra is None else [extra]))
    cov("sample",S)
    lw=LedoitWolf().fit(R); cov("ledoitWolfIdentity",lw.covariance_,lw.shrinkage_)
    cs=CovarianceShrinkage(pd.DataFrame(R),returns_data=True,frequency=1); C=cs.ledoit_wolf("constant_correlation"); cov("ledoitWolfConstant",C.values,cs.delta)
    lam=0.5**(1/60); ww=lam**np.arange(T)[::-1]; ww/=ww.sum(); cov("exponential",(R*ww[:,None]).T@R)
    cov("denoised",DenoiseCovariance().fit(R).covariance_)
open(out+"/expected.properties","w").write("\n".join(lines)+"\n")
