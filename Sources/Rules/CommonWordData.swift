// SPDX-License-Identifier: Apache-2.0

/// The words that stand in the most of some 170,000 short texts, most of them English (news, reviews, posts), written in lower case
/// for the most part; folded, parted by spaces. Made by Tests/Tables/common-words.py.
let commonWordData = """
  ability able abortion about above abroad absolute absolutely abuse accept acceptable accepted access \
  accident accord according account accounted accounting accounts accurate accused achieve achieved acn \
  acquire acquired acquiring acquisition acquisitions across act acted acting action actions active \
  actively activities activity actor actors actress acts actual actually ad ada add added adding addition \
  additional address adds adjusted adjustment administration admit admitted adopted adult adults advance \
  advanced advances advantage adventures advertising advice advisory af affair affairs affect affected \
  affecting afford afraid after afternoon again against age agencies agency agenda agent agents aggressive \
  ago agree agreed agreement agreements agrees agricultural ahead aid aim aimed aims aint aircraft airline \
  ak aka akan ako al album alien aliens alive all alleged allow allowed allowing allows almost alone along \
  already also alt alternative although always am amazing amendment amid among amount amounts amp an \
  analysts and ang anger angry animal animals animated ann anniversary announce announced announcement \
  announcing annoying annual annually ano another answer answers anti anticipated any anybody anymore \
  anyone anything anyway anywhere apart apartment apparent apparently appeal appear appearance appeared \
  appears application applications applied apply appointed appreciate appreciation approach appropriate \
  approval approve approved approximately apps ar ara are area areas arent argue argued argument arm armed \
  arms army around arrest arrested arrival arrive arrived art article artist as aside asked asking asks \
  ass assault assembly assets assigned assistance assistant associated assume asylum at ate atmosphere att \
  attack attacked attacks attempt attempting attempts attend attention attitude attorney attractive \
  attributed auction audience audiences audio authorities authority authorized auto autumn av available \
  average avoid award awarded awards aware away awesome awful ay az babe babies baby back backed \
  background backing backs bad badly bag baggage bags balance balanced ball balls ban band bang banker \
  bankers banking bankruptcy banks barely barrel barrels bars base baseball based basic basically basis \
  bat battery battle bc bday be beast beat beating beautiful beauty became because become becomes becoming \
  bed beef been beer before began begin beginning begins begun behavior behind being belief believe \
  believed believes below benefit benefits besides best bet better between beyond bff bi bids big bigger \
  biggest billion bills bin bio bir bird birth birthday bit bitch bitches bitter bizarre blame blamed \
  blank blast bless blessed blind block blocked blonde blood bloody blow bn bo boarding boards boat bodies \
  body bomb bon bond bonds bone bonus boo book booked bookmark bookmarks books boost boosted border \
  borders bored boring born borrowing bosocial boss both bottle bottom bought bounce bound bout box boy \
  boyfriend boys brain branch brand break breakfast breakout breaks breaktout bride brief bright brilliant \
  bring bringing brings bro broad broke broken broker brokerage brokers brother brought browser bruce \
  brunch bubble bucks buddy budget bug build building builds built bulk bullshit bunch burn burning bus \
  business businesses busy but button buttons buy buyback buyer buyers buying buyout by cake calendar call \
  callable called calling calls calm came camera cameras campaign campus can cancer candidate candidates \
  candy cannot cant capable capacity capital captain capture captured car card cards care career careful \
  carefully cares cargo carlquintanilla carried carrier carries carry carrying cars casa case cases cash \
  cast casting catch catching caught cause caused causes causing cc ce celebrate cell cent centers centre \
  cents century certain certainly certificate certificates chain chairman challenge challenges champion \
  chance chances change changed changes changing channel character characters charge charged charges charm \
  charming chat che cheap cheaper checked checking cheese chemicals chicken chief child children chip \
  chips chocolate choice choose chose chosen christopher cinema cinematography circumstances cited cities \
  citizens civil claim claimed claiming claims class classic clean clear clearly clever clicking client \
  clients climate clinical close closed closely closer closes closing clothes clubs co coach coal code \
  coffee cold collapse collection color colors com combination combined come comedy comes comic coming \
  command comment comments commercial commitment commitments committed committee commodities common \
  communication como companies company companys comparable compared compares comparison compensation \
  compete competition competitive complain complaint complaints complete completed completely completion \
  complex components compromise computer computers con concept concern concerned concerns concert \
  concession conclusion condition conditions conference confidence confident confirm confirmation \
  confirmed confirms conflict confused connect connected connecting connection consensus consider \
  consideration considered considering consistent consortium constant constantly construction consumer \
  consumers consumption contact contains content contest context continue continued continues continuing \
  contract contracts contributed control controlled controls controversial conversion convertible \
  convinced convincing cookies cool cooperation copper copy core corn corner corporate correct correction \
  correctly corrupt corruption cosa cost costs could couldnt count counter counting countries country \
  countrys couple coupon course court cousin cousins cover coverage covered covering covers crack crap \
  crash crashes crazy cream create created creates creating creation creative credit creditor creditors \
  credits crew crime crimes criminal criminals crisis critical criticised criticism critics crop cross \
  crowd crucial crude crush cry crying ct cts cua culture cumulative cunt curb currencies currency current \
  currently custom customer customers cut cute cuts cutting cuz da dad damage damaged damn dan dance \
  dancing danger dangerous dark das dat date dates daughter day days daytrading de dead deadline deal \
  dealer dealers dealing deals death debate debentures debt debts debut decade decades decent decide \
  decided decides decision decisions declared decline declined declines declining deep default defeat \
  defence defend defending defense deficit definitely definitive deg degree del delay delayed delays \
  delicious deliver delivered delivers delivery demand demands den denied denominations departure depend \
  depending deposit deposits depressed depression depth deputy der des describe described desert deserve \
  deserves design designed desire desk desktop desperate despite destination destroy destroyed det detail \
  detailed details determine determined develop developed developing development developments device \
  devices di dialog dialogue diaper dick did didnt die died dies difference different difficult \
  difficulties dig digital din dinner dip direct directed direction directly director directors dirty \
  disappointed disappointing disaster disclosed discontinued discount discover discovered discovery \
  discuss discussed discussion discussions disease disgusting disk dismissed display displayed displays \
  dispute distance distribution dit div dividends division dlr dlrs do doctor doctors document documents \
  does doesnt dog dogs doing dollar dollars domestic don donde done dont door doors dope dos double doubt \
  down downgrade downgraded download downloads draft drag drama dramatic draw drawing drawn dream dress \
  drilling drink drinking drinks drive driven driver drives driving drone drop dropped dropping drops drug \
  drugs dry du due dull dumb during duty dvd dy dying each earlier early earn earned earnings earth ease \
  easier easily easy eat eating economic economies economist economists economy edge editing edition \
  education een effect effective effectively effects effort efforts ei eight ein either ekki elaborate \
  elected election elections electronic element elements eliminate else elsewhere em email emergency \
  emotional employee employees employment empty en enable encourage encouraging end ended ending ends \
  engaged engine engineering enhance enjoy enjoyable enjoyed enjoying enough ensure enter entered entering \
  enterprise entertaining entertainment entire entirely entitled entry environment eo epic episode equal \
  equally equipment equity equivalent er era error es esas escape eshte especially essential esta \
  establish established estas estate este estimate estimated estimates et etc euro eurobond eus even \
  evening event events eventually ever every everybody everyday everyone everything everywhere evidence \
  evil exact exactly example exceed excellent except exception excess excessive exchanges excited exciting \
  excludes excuse executive executives exercise exist existing exit expand expanded expanding expansion \
  expect expectations expected expecting expects expense expenses expensive experience experienced expert \
  experts expiration expire explain explained explains explanation exploration explore export exporters \
  exports exposed exposure expressed extend extended extension extensions extent external extra \
  extraordinary extreme extremely eye eyes face faced faces facilities facility facing fact factor factors \
  facts fail failed failing fails failure fair fairly faith fake fall fallen falling false fam familiar \
  families family famous fan fans fantastic fantasy far fare farm farmers fashion fast faster fat fate \
  father fault fav favor favorite favour fear fears feature featured features featuring fee feed feel \
  feeling feelings feels fees feet fell fellow felt female feminist few fi fiction field fields fifth \
  fight fighting figure figures file filed files filing fill filled film filmmakers films final finale \
  finally finance financial financialnews financing find finding finds fine fingers finish finished fire \
  fired firm firms first fiscal fit fits five fix fixed flag flash flat flaws fleek fleets flick flight \
  flights floating floor flow flt fly flying focus focused folder folks follow followed followers \
  following follows food fool foot football for force forced forces forecast forecasts foreign forever \
  forget forgot forgotten form formal formed former forms formula fortune forward found founder four \
  fourth frame franc francs fraud freedom freeze fresh friend friendly friends friendship from front \
  frozen fruit frustrated fuck fucked fuckin fucking fuel full fully fun function fundamental funding \
  funds funny further future futures gain gaining gains game games gang gap garbage gas gate gave gay gear \
  generally generated generation genius genre genuine get gets getting gi giant gift girlfriend girls give \
  given gives giving glad glass go goal goals goes going gone gonna good goodbye goods goofy gorgeous got \
  gotta gotten government governments governor grab grace grade grain grant granted graphic grateful great \
  greater greatest grew gross ground grounds groups grow growing grown grows growth gu guarantee \
  guaranteed guard guess guidance guide guilty gun guns guys gym ha had hair half halt hand handed handle \
  handling hands handsome hang hanging hangs hann happen happened happening happens happiness har hard \
  harder hardly hardware harvest has hasnt hat hate have havent having hay he head headed heading \
  headquarters heads health healthy hear heard hearing heart heat heaven heavily heavy held hell help \
  helped helpful helping helps her here hero herself hes het hidden hide hiding high higher highest \
  highlight highly highs hike hiking hilarious him himself hin hint hip hire his history hit hits hitting \
  hiya hoe hoes hold holder holders holding holds hole holiday home homes honest honestly honor hop hope \
  hoped hopefully hopes hoping horrible horror horse hospital host hostile hot hour hours houses housing \
  how hr hrs ht htt http https huge huh human humans humor hundred hundreds hung hunt hunting hurt husband \
  hvfjgig hysterical ia icon icons idea identified identify identity idiot if ignore ignored ikke ikkje \
  illegal illegally image images imagine immediate immediately immigrant immigrants imo impact import \
  importance important imported imports impose imposed impossible impressed impression impressive improve \
  improved improvement improving in inch include included includes including income increase increased \
  increases increasing increasingly incredible incredibly indeed independent indicate indicated individual \
  individuals industrial industry inflation influence information informed ing ini initial initially \
  initiative injured injury innocent innovation inside insisted inspiration inspired install installation \
  installed instance instead institutional institutions instruments insurance integrated intelligence \
  intelligent intended intends intense intent intention interest interested interesting interests \
  interface interim internal intervention interview into introduce introduced introduction inventory \
  invest investigate investigation investing investment investments investors invited involved involves \
  involving ios ipad iphone iphones ipod ir irony is ishares isnt issue issued issues issuing ist it item \
  items iton its itself itu itunes iyi ja jail jam je jest jet ji jimcramer jo job jobs join joined \
  joining joins joint joke jokes journey joy js judge jump jumped jury just jy ka kamu kan ke keen keep \
  keeping keeps kept kevin key khong ki kick kid kids kill killed killer killing kills kind kinda kiss \
  kita knew know knowing knowledge known knows ku kun kung lack ladies lady laid lame land landed landing \
  language large largely larger largest last lasvegas late lately later latest latter laugh laughing \
  laughs launch launched launching law laws lawsuit lawyer lawyers lay le lead leader leaders leadership \
  leading leads learn learned learning least leave leaves leaving led left leftists leg legal legend \
  legislation legs lending length les less let letter letting level levels li liberals license lie lies \
  life lift lifted light lighting lights like liked likely likes lil limited limits line lines link linked \
  links liquidity list listed listening lit literally little live lived lives living load loaded loading \
  loan loans local located location lock locked logic lol long longer look looked looking looks loose \
  losangeles lose loses losing loss losses lost lot lots loud love loved lovely lovers loves loving low \
  lower lowered lowest lows loyal luck lucky luggage lunch luxury lying machine mad made magazine magical \
  mai mail main mainly maintain maintained maintenance mais major majority make maker makers makes makeup \
  making male man manage managed management manager managers manages managing manner mans manufacturers \
  manufacturing many margin margins market marketing markets marks marriage married mas mass massive \
  master match matches mate material materials matter matters matthew mature maturity maximum may maybe mc \
  me meal mean meaning means meant measure measures meat med media medium medstudent meet meeting meetings \
  meets meg member members membership memorable memories memory men mention mentioned menu merely merge \
  merger merica merrychristmas mes mess messages met metal method mga mi mid middle midnight mig might \
  migrant migrants migration mile miles military mill million millionaire millions millones min mind mine \
  mini minimum ministers minor minority mins minus minute minutes mirror miss missed missing mistake \
  mistakes mit mix mixed mkt mln mode model models moderate modern modest moi mom moment moments momentum \
  money moneymanagement monitor monster month monthly months mood moon more morning mortgage most mostly \
  mot mother motion mouse mouth move moved movement movers moves movie movies moving mths much multi \
  multiple murder music musical must mutual my myself mystery na naked name named names nang nao nasty \
  nation nations nationwide natural nature nd ne near nearly necessary need needed needs negative \
  negotiate negotiating negotiations neighborhood neither nervous network never newest newly newspaper \
  newyork next ng nga nice nicely nich nicht nie niet nigga niggas night nightmare nights nil nine nje no \
  nobody nofilter non none nopo nor normal normally nose not notable noted notes nothing notice noting \
  novel now nowhere np nt nu nuclear nuk number numbers numerous nzwqrem obligations obsessed obvious \
  obviously occasionally occur occurred od odd of off offensive offer offered offering offers office \
  officer officers offices official officially officials offset offshore often og oil oils okay oku ol old \
  older ole om on once one ones ongoing online only onto op open opened opening opens operate operates \
  operating operation operations opinion opportunities opportunity opposed opposite opposition optimistic \
  option options or order ordered orders ordinary ore original originally oscar other others otherwise our \
  ourselves out outcome outlook output outside outstanding over overall overnight overseas overvalued ow \
  own owned owner owners owns pa pace pack package pact page pages paid pain pair panel panic pants paper \
  par para parent parents parliamentary part participation particular particularly parties partly partner \
  partnership parts party pas pass passed passenger passengers passes passing password past path pathetic \
  patient patients pattern pay payable paying payment payments pays pct pe peace peak penalty pending \
  pennystocks pension people peoples per percent percentage perfect perfectly perform performance \
  performances perhaps period periods person persona personal personalfinance personality perspective \
  phase philstockworld phone phones photo photographer photography photos physical pic picked picking pics \
  picture pictures pie piece pieces pilot pilots pink pipeline pizza place placed placement places plan \
  plane planes planet planned planning plans plant plants platform play played player players playing \
  plays pleasant pleased pleasure pledged plenty plot pls plus po pocket point pointed points police \
  policies policy political politicians politics poll pool poor poorly pop pops popular population popup \
  por port portion position positions positive possibility possible possibly post posted posting potential \
  potentially pound pounds pour power powerful powers practice practices pray pre precious predict \
  predictable predicted prefer preference preferences preferred pregnant preliminary premarket premise \
  premium prepared preparing presence present presented presents presidential press pressure pretax pretty \
  prevent previous previously price priced prices pricing primarily primary principal principle print \
  prior priority prison privacy private privately probably probe problem problems proceed proceeds process \
  processing produce produced producer producers producing product production products professional \
  profile profit profitable profits program programme programs progress project projected projects promise \
  promised promises promising promote proof proper properly properties property proposal proposals \
  proposed prospects protect protection protest proud prove proved proven proves provide provided provides \
  providing provision provisions proxy public publicly published pull pulled pulling punch purchase \
  purchased purchases pure purpose purposes pursue push pushed pushing pussy put puts putting qe qiiuhcog \
  quality quarter quarters que question questions qui quick quickly quiet quit quite quot quota quotas \
  quoted ra race racist rain raise raised raising rally ran random range ranging rape rapid rare rarely \
  rate rated rates rather ratings raw re reach reached reaches reaching reaction reading ready real \
  realistic reality realize realized really reason reasonable reasons rebooked recall receive received \
  recent recently recession recommend recommendation recommended record recorded records recover recovery \
  redeem redemption reduce reduced reducing reduction reference referring reflect reflected reflecting \
  reflects reform reforms refugee refugees refund refuse refused refuses regarding region regional regions \
  registered registration regular regulations regulators regulatory reiterated rejected related relations \
  relationship relative relatively release released releases relief religion religious remain remained \
  remaining remains remarks remember reminder remote remove removed renewed rent repay repeated replace \
  replaced replacement reply report reported reportedly reporters reporting reports represent \
  representative representatives represented representing represents repurchase request requested require \
  required requirement requirements requires rescue reservation reserves resigned resist resistance \
  resolution resolve resolved respect respectively respond responding response responsibility responsible \
  rest restore restrictions restructuring result resulted resulting results resume retail retailer retain \
  retire retirement return returned returning returns reveal revealed reveals revenge revenue revenues \
  reverse review reviews revised rice rich ride ridiculous riding right rights ring rip rise risen rising \
  risk risks rival rivals road rob rocks role roles roll rolling romance romantic room rose round route \
  router routine row rubber rude rule ruled rules ruling rumors run running runs rush sa sad sadly safe \
  safety said sale sales sam same sanctions sandiego sanfrancisco sat save saved saving saw say saying \
  says scale scandal scared scary scene scenes schedule scheduled scheme school schools science scientists \
  score scored screen screenplay script scroll se search season seasonally seasons seat seats second \
  secondary seconds secret section sectors secure secured security see seeing seek seeking seem seemed \
  seemingly seems seen selected selection self selfie sell selling sem semi send sending sends senior \
  sense sent sentence sentiment sentiquant seo separate sequel sequence sequences ser series serious \
  seriously serve served server service services serving session set setting settings settle settled \
  settlement setup seven several severe sex sexual sexy shadow shake shall shame share shared shareholder \
  shareholders shares sharing sharp sharply she sheet shelf shes shift shine ship shipment shipments \
  shipping ships shirt shit shock shoes shoot shooting shopping short shortage shortly shorts shot shots \
  should shouldnt show showed showing shown shows shrs shut si sick side sidebar sides sie sight sign \
  signal signed significant significantly signs silence silent silly similar simple simply sin since sing \
  singedinvestor singer singing single sis sister sisters sit site sites sitting situation situations six \
  sixth skank skills skin sky sleep sleeping slide slight slightly slow slower slowly slut small smaller \
  smart smell smile smiling smoke smoking smooth snap sneak snow so social society soft software sold \
  soldiers sole solid solution solve som some somebody somehow someone something sometimes somewhat \
  somewhere son song songs soon sorry sort sought soul sound sounds source sources soybean space speak \
  speaking speaks special specific speculation speech speed spend spending spent spin spirit split spoke \
  spokesman spokeswoman spot spread squad stability stable staff stage stake stand standards standing \
  stands star starring stars start started starting starts startup stated statement statements station \
  status stay stayed staying stays steady steal steel step steps sterling stg stick still stockaction \
  stockmarket stocks stolen stood stop stopped stops storage store stories storm story straight strange \
  strategic strategy stream streaming streets strength strengthen stress stressed strike strikes string \
  strong stronger strongly struck structure struggle struggling stuck student students studies stuff \
  stunning stupid style su sub subject submit submitted subordinated subsidiaries subsidiary subsidies \
  substantial substantially succeed success successful successfully such suck sucks sudden suddenly suffer \
  suffered suffering sufficient sugar suggest suggested suggests suicide suit suits sum summer summit \
  sunny sunset sunshine superior supplies supply support supported supporters supporting supports suppose \
  supposed sur sure surface surge surplus surprise surprised surprising surprisingly survey survive \
  suspect suspended suspense swear sweet swing switch symbol system tab table tabs tachyon tachyonemc \
  tackle tag tak take taken takeover takes taking tale talent talented talk talking talks tall tan tape \
  target targeted targets tariffs task taste tax taxes tcot te tea teach teacher team teams tears \
  technical technology teenage telecommunications telephone television tell telling tells temporary ten \
  tender tennis tension term terminal terms terrible terrific terror terrorism terrorist terrorists test \
  testing tests text th than thankful that thats the their them theme themes themselves then there \
  therefore theres these they theyll theyre theyve thin thing things think thinking thinks third this tho \
  those though thought thoughts thousand thousands threat threatened threatening three thriller through \
  throughout throw throwback throwing thrown thru thu thus ti ticker ticket tickets tidak tie tied ties \
  tight til till time times timing tiny tips tired title tj to today together toi told tomorrow ton tone \
  tonight tonne tonnes tons too took toolbar tools tops toptickertweets total totaled totalled totalling \
  totally touch tough tour tournament toward towards town track tracking trade traded tradeideas traders \
  trades trading tradition traditional traffic trailer train training transaction transactions transfer \
  transition transport trash travel traveling tre treat treated treatment tree trees trends trial trick \
  tried tries triggered trillion trip triple troops trouble troubled truck true truly truth try trying tu \
  tune turn turned turning turnover turns tweet tweets twenty twice twin two type types typical ugly \
  ultimate ultimately um un una unable unacceptable unbelievable uncertainty unchanged under underlying \
  understand understanding understood underway underwriters underwriting undisclosed une unemployment \
  unexpected unfair unfortunately unions unique unit united units unless unlike unlikely until untuk \
  unusual unveiled up upcoming updates upgrade upgraded upon upper upset upside upward ur urge urged use \
  used useful user users uses using usual usually ut utility va vacation value valued values van var \
  variety various ve vehicle vehicles venture version versus very veteran via vibes vice victim victims \
  victory video videos view viewer viewers viewing views villain vintage violence violent virtual \
  virtually vision visit visiting visual vital voice volatility von vote voted voter voters votes voting \
  vs vu wage wages wait waiting wake walk walked walking walks wallstreet wanna want wanted wanting wants \
  war warm warned warning warrant warrants was wasnt waste wasted watched watching water wave way ways we \
  weak weaker weakness wealthmanagement weapons wear wearing weather webinar website wedding week weekend \
  weeks weight weird welcome welcomed welfare well went were werent weve what whatever wheat wheel when \
  where whether which while who whole wholly whom whore whos whose why wide widely widespread wife wifi \
  wild will willing win wind window wine wing winner winners winning wins winter wisdom wise wish wit with \
  withdraw within without wo woke woman women womens won wonder wonderful wondering wont wood word words \
  work worked worker workers workforce working workout works world worlds worldwide worried worries worry \
  worse worst worth worthy would wouldnt write writer writers writing written wrong wrote www ya yall yang \
  ye year years yen yesterday yesterdays yet yields yn yoga you youd youll young younger your youre yours \
  yourself youve yr yrs yw za ze zero zo zone zou zu
  """
