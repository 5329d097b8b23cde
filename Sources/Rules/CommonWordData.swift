// SPDX-License-Identifier: Apache-2.0

/// The words that stand in the most of some 170,000 short texts, most of them English (news, reviews, posts), written in lower case
/// for the most part; folded, parted by spaces.
let commonWordData = """
  ability able abortion about above abroad absolute absolutely abuse accept acceptable accepted access \
  accident accord according account accounted accounting accounts accurate accused achieve achieved \
  acquire acquired acquiring acquisition acquisitions across act acted acting action actions active \
  actively activities activity actor actors actress acts actual actually ad ada add added adding addition \
  additional address adds adjusted adjustment administration admit admitted adopted ads adult adults \
  advance advanced advances advantage adventures advertising advice adviser advisory af affair affect \
  affected affecting affiliate afford afraid after afternoon again against age agencies agency agenda \
  agent agents aggressive ago agree agreed agreement agreements agrees agricultural ahead aid aide aim \
  aimed aims aint aircraft airline ak aka akan ako al album alien aliens alive all alleged allow allowed \
  allowing allows almost alone along already also alt alternative although always am amazing amendment \
  amid among amount amounts amp an and ang anger angry animal animals animated ann anniversary announce \
  announced announcement announcing annoying annual annually another answer answers anti anticipated any \
  anybody anymore anyone anything anyway anywhere apa apart apartment app apparent apparently appeal \
  appear appearance appeared appears application applications applied apply appointed appreciate \
  appreciation approach appropriate approval approve approved approximately apps ar ara are area areas \
  arent argue argued argument arm armed arms around arrest arrested arrival arrive arrived article artist \
  as aside asked asking asks ass assault assembly assets assigned assistance assistant associated assume \
  asylum at atmosphere att attack attacked attacks attempt attempting attempts attend attention attitude \
  attractive attributed auction audience audio authorities authority authorized av available average avoid \
  award awarded awards aware away awesome awful ay babe babies baby back backed background backing backs \
  bad badly bag baggage bags balance balanced ball balls ban band bang banker banking bankruptcy banks \
  barely barrel barrels base baseball based basic basically basis bat battery battle bc bday be beast beat \
  beating beautiful beauty became because become becomes becoming bed beef been beer before began begin \
  beginning begins begun behavior behind being belief believe believed believes below benefit benefits \
  besides best bet better between beyond bi bids big bigger biggest billion bills bin bio bir bird birth \
  birthday bit bitch bitches bitter bizarre blame blamed blank blast bless blessed blind block blocked \
  blood bloody blow bn bo boarding boards boat bodies body bomb bon bonds bonus boo book booked bookmark \
  bookmarks books boost boosted border borders bored boring born borrowing bosocial boss both bottle \
  bottom bought bounce bound bout box boy boyfriend boys brain branch brand break breakout breaks \
  breaktout bride brief bright brilliant bring bringing brings bro broad broke broken broker brokerage \
  brokers brother brought browser bruce bubble bucks buddy budget bug build building builds built bulk \
  bullshit bunch burn burning bus business businesses busy but button buttons buy buyback buyer buyers \
  buying buyout by cake calendar call callable called calling calls calm came camera cameras campaign \
  campus can cancer candidate candidates candy cannot cant capable capacity capital captain capture \
  captured car card cards care career careful carefully cares cargo carried carrier carries carry carrying \
  cars casa case cases cash cast casting catch catching caught cause caused causes causing cc ce celebrate \
  cell cent centers centre cents century certain certainly certificate certificates ch chain chairman \
  challenge challenges challenging champion chance chances change changed changes changing channel \
  character characters charge charged charges charm charming chat che cheap cheaper checked checking \
  cheese chemicals chicken chief child children chip chips choice choose chose chosen christopher ci \
  cinema cinematography circumstances cited cities citizens civil claim claimed claiming claims class \
  classic clean clear clearing clearly clever clicking client clients climate clinical close closed \
  closely closer closes closing clothes coach coal code cold collapse collection color colors com \
  combination combined come comedy comes comic coming command comment comments commercial commitment \
  commitments committed commodities common como companies company comparable compared compares comparison \
  compensation compete competition competitive complain complaint complaints complete completed completely \
  completion complex components compromise computer computers con concept concern concerned concerns \
  concert concession conclusion condition conditions conference confidence confident confirm confirmation \
  confirmed confirms conflict confused connect connected connecting connection consensus consider \
  consideration considered considering consistent consortium constant constantly construction consumer \
  consumers consumption contact contains content contest context continue continued continues continuing \
  contract contracts contributed control controlled controls controversial conversion converted \
  convertible convinced convincing cookies cool cop copy core corn corner corporate correct correction \
  correctly corrupt corruption cosa cost costs could couldnt count counter counting countries country \
  couple coupon course cousin cover coverage covered covering crack crap crash crashes crazy cream create \
  created creates creating creation creative credit creditor creditors credits crew crime crimes criminal \
  criminals crisis critical criticised criticism critics crop crops cross crowd crucial crude crush cry \
  crying ct cts cu culture cumulative cunt curb currencies currency current currently custom customer \
  customers cut cute cuts cutting cuz da dad damage damaged damn dan dance danger dangerous dark das dat \
  date dates daughter day days de dead deadline deal dealer dealers dealing deals death debate debentures \
  debt debts debut decade decades decent decide decided decides decision decisions deck declared decline \
  declined declines declining deep default defeat defence defend defending deficit definitely definitive \
  deg degree del delay delayed delays delegates delicious deliver delivered delivers delivery demand \
  demands den denied denominations departure depending deposit deposits depressed depth der des describe \
  described desert deserve deserves design designed desire desk desktop desperate despite destination \
  destroy destroyed det detail detailed details determine determined develop developed developing \
  development developments device devices di dialog dialogue diaper dick did didn didnt die died dies \
  difference different difficult difficulties dig digital din dinner dip diplomats direct directed \
  direction directly director directors dirty disappointed disappointing disaster disclosed discontinued \
  discount discover discovered discovery discuss discussed discussion discussions disease disgusting disk \
  dismissed display displayed displays dispute distance distribution dit div dividends division dlr dlrs \
  do doctor document documents does doesn doesnt dog dogs doing dollar dollars domestic don done dont door \
  doors dope dos double doubt down downgrade download downloads draft drag drama dramatic draw drawing \
  drawn dream dress drilling drink drinking drinks drive driven driver drives driving drone drop dropped \
  dropping drops drugs dry du due dull dumb during duty dvd dying each earlier early earn earned earth \
  ease easier easily easy eat eating economic economies economist economists economy ed edge editing \
  edition education een ef effect effective effectively effects effort efforts ei eight ein either ekki el \
  elaborate elected election elections electronic element elements eliminate else elsewhere em email \
  emergency emotional employee employees employment empty en enable encourage encouraging end ended ending \
  ends engaged engine engineering enhance enjoy enjoyable enjoyed enjoying enough ensure enter entered \
  entering enterprise entertaining entertainment entire entirely entitled entry environment eo epic \
  episode equal equally equipment equity equivalent er era error es esas escape especially essential est \
  establish established estas estate este estimate estimated estimates et etc eurobond even evening event \
  events eventually ever every everybody everyday everyone everything everywhere evidence evil exact \
  exactly example exceed excellent except exception excess excessive exchanges excited exciting excludes \
  excuse executive executives exercise exist existing exit expand expanded expanding expansion expect \
  expectations expected expecting expects expense expenses expensive experience experienced expert experts \
  expiration expire explain explained explains explanation exploration explore export exporters exports \
  exposed exposure expressed extend extended extension extensions extent external extra extraordinary \
  extreme extremely eye eyes face faced faces facilities facility facing fact factor factors facts fail \
  failed failing fails failure fair fairly faith fake fall fallen falling false fam familiar families \
  family famous fan fans fantastic fantasy far fare farmers fashion fast faster fat fate father fault fav \
  favor favorite favour fear fears feature featured features featuring fee feed feel feeling feelings \
  feels fees feet fell fellow felt female few fi fiction field fields fifth fight fighting figure figures \
  file filed files filing fill filled film filmmakers films final finale finally financial financing find \
  finding finds fine fingers finish finished fire fired firm firms first fiscal fit fits five fix fixed \
  flag flash flat flaws fleek fleet flick flight flights floating floor flow flt fly flying focus focused \
  folder folks follow followed following follows food fool foot football for force forced forces forecast \
  forecasts foreign forever forget forgot forgotten form formal formed former forms formula fortune \
  forward found founder four fourth fr frame franc francs fraud freedom freeze fresh friend friendly \
  friends friendship from front frozen fruit frustrated fuck fucked fuckin fucking fuel full fully fun \
  function fundamental funding funds funny further future gain gaining gains game games gang gap garbage \
  gate gave gay gear generally generated generation generic genius genre genuine get gets getting gi giant \
  gift girlfriend girls give given gives giving glad glass go goal goals goes going gone gonna good \
  goodbye goods gorgeous got gotta gotten government governments governor gr grab grace grade grant \
  granted graphic grateful great greater greatest grew gross ground grounds groups grow growing grown \
  grows growth guarantee guaranteed guess guidance guide guilty gun guns guys gym ha had hair half halt \
  hand handed handle handling hands handsome hang hanging hangs hann happen happened happening happens \
  happiness har hard harder hardly hardware has hasnt hat hate have havent having he head headed heading \
  headquarters heads healthy hear heard hearing heart heat heaven heavily heavy held hell help helped \
  helpful helping helps her here hero herself het hidden hide hiding high higher highest highlight highly \
  highs hike hilarious him himself hin hip hire his history hit hits hitting ho hoe hoes hold holder \
  holders holding holds hole holiday home homes honest honestly honor hop hope hoped hopefully hopes \
  hoping horrible horror horse hospital host hostile hot hour hours houses housing how hr hrs ht htt http \
  https huge huh human humans humor hundred hundreds hung hunt hunting hurt husband hysterical ia icon \
  idea identified identify identity idiot if ignore ignored ikke ikkje illegal illegally image images \
  imagine immediate immediately immigrant immigrants immigration imo impact import importance important \
  imported imports impose imposed impossible impressed impression impressive improve improved improvement \
  improving in inch include included includes including income increase increased increases increasing \
  increasingly incredible incredibly indeed independent indicate indicated individual individuals \
  industrial industry inflation influence information informed ing ini initial initially initiative \
  injured injury innocent inquiry inside insisted inspiration inspired install installation installed \
  instance instead institutional institutions integrated intelligence intelligent intended intends intense \
  intent intention interest interested interesting interests interface interim internal intervention \
  interview into introduce introduced introduction inventory invest investigate investigation investment \
  investments invited involved involves involving ir is isn isnt issue issued issues issuing ist it item \
  items iton its itself itu ja jail jam je jerry jest jet ji jo job jobs join joined joining joins joint \
  joke jokes journey joy judge jump jumped jury just ka kamu kan kar ke keen keep keeping keeps kept kevin \
  key kh ki kick kid kids kill killed killer killing kills kind kinda kiss kit kita knew know knowing \
  knowledge known knows ko ku kun kung lack ladies lady lag laid lame land landed landing lang language \
  large largely larger largest last late lately later latest latter laugh laughing laughs launch launched \
  launching law laws lawsuit lawyer lawyers lay le lead leader leaders leadership leading leads learn \
  learned learning least leave leaves leaving led left leftists leg legal legend legislation legs lending \
  length les less let lets letter letters letting level levels li liberals license lie lies life lift \
  lifted light lighting lights like liked likely likes lil limited limits line lines link linked links \
  liquidity list listed listening lit literally little live lived lives living ll lo load loaded loading \
  loan loans local located location lock locked logic lol long longer look looked looking looks loose lose \
  loses losing loss losses lost lot lots loud love loved lovely loves loving low lower lowered lowest lows \
  loyal luck lucky luggage lunch lying machine mad made magazine magical mai mail main mainly maintain \
  maintained maintenance major majority make maker makers makes makeup making male man manage managed \
  management manager managers manages managing manner manufacturers manufacturing many margin margins \
  market marketing markets marks marriage married mas mass massive master match matches material materials \
  matter matters matthew mature maturity maximum maybe mc me meal mean meaning means meant measure \
  measures meat med media medium medstudent meet meeting meetings meets meg member members membership \
  memorable memories memory men mention mentioned menu merely merge merger mess messages met metal method \
  mga mi mid middle midnight mig might migrant migrants migration mile miles military million millionaire \
  millions millones min mind mine mini minimum ministers minor minority mins minus minute minutes mir \
  mirror miss missed missing mission mistake mistakes mit mix mixed mln mo mode model models moderate \
  modern modest moment moments momentum money monitor monster month monthly months mood moon more morning \
  most mostly mother motion mouse mouth move moved movement movers moves movie movies moving mths mu much \
  multi multiple murder music musical must mutual my myself mystery na naked name named names narrow nasty \
  nation nations nationwide natural nature nd ne near nearly necessarily necessary need needed needs \
  negative negotiate negotiating negotiations neither network never newest newly newspaper next ng nga nh \
  ni nice nicely nich nicht nie niet nigga niggas night nightmare nights nil nine nni no nobody non none \
  nopo nor normal normally nos nose not notable noted notes nothing notice noting novel now nowhere nt nu \
  nuclear nuk number numbers numerous obligations obsessed obvious obviously occasionally occur occurred \
  odd of off offensive offer offered offering offers office officer officers offices official officially \
  officials offset offshore often og oils okay oku ol old older ole om on once one ones ongoing online \
  only onto op open opened opening opens operate operates operating operation operations opinion \
  opportunities opportunity opposed opposite opposition optimistic option options or order ordered orders \
  ordinary ore original originally oscar other others otherwise our ourselves out outcome outlook output \
  outside outstanding over overall overnight overseas ow own owned owner owners owns pace pack package \
  page pages paid pain pair panel panic pants paper par para parent parents parliamentary part \
  participation particular particularly parties partly partner partnership parts party pas pass passed \
  passenger passengers passes passing password past path pathetic patient patients pattern pay payable \
  paying payment payments pays pct pe peace peak penalty pending pension people per percent percentage \
  perfect perfectly perform performance performances perhaps period periods person persona personal \
  personality ph phase phone phones photo photography photos physical pic picked picking pics picture \
  pictures pie piece pieces pilot pilots pink pipeline pit place placed placement places plan plane planes \
  planet planned planning plans plant plants platform play played player players playing plays pleasant \
  pleased pleasure pledged plenty plot pls plus po pocket point pointed points police policies policy \
  political politicians politics poll polls pool poor poorly pop pops popular population popup por portion \
  position positions positive possibility possible possibly post posted posting potential potentially \
  pound pounds pour power powerful powers ppl practice practices pray pre precious predictable predicted \
  prefer preference preferences preferred pregnant preliminary premise premium prepared preparing presence \
  present presented presents presidential press pressure pretax pretty prevent previous previously price \
  priced prices pricing primarily primary princess principal principle print prior priority prison privacy \
  private privately probably probe problem problems proceed proceeds process processing produce produced \
  producer producers producing product production products professional profile profit profitable profits \
  program programme programs progress project projected projects promise promised promises promising \
  promote proof proper properly properties property proposal proposals proposed prospects protect \
  protection protest proud prove proved proven proves provide provided provides providing provision \
  provisions proxy public publicly published pull pulled pulling punch purchase purchased purchases pure \
  purpose purposes pursue push pushed pushing pussy put puts putting qu quality quarter quarters que quest \
  question questions qui quick quickly quiet quit quite quot quota quotas quoted ra race racist radical \
  rain raise raised raising rally ran random range ranging rape rapid rare rarely rate rated rates rather \
  ratings raw re reach reached reaches reaching reaction reading ready real realistic reality realize \
  realized really reason reasonable reasons rebels rebooked recall receive received recent recently \
  recession recommend recommendation recommended record recorded records recover recovery redeem \
  redemption reduce reduced reducing reduction reference referring reflect reflected reflecting reflects \
  reform reforms refugee refugees refund refused refuses regarding region regional registered registration \
  regular regulations regulators regulatory reiterated rejected related relations relationship relative \
  relatively release released releases relief religious remain remained remaining remains remarks remember \
  reminder remote remove removed renewed rent reorganization repay repeated replace replaced replacement \
  reply report reported reportedly reporters reporting reports repost represent representatives \
  represented representing represents repurchase request requested require required requirement \
  requirements requires rescue research reservation reserves resigned resist resistance resolution resolve \
  resolved respect respectively respond responding response responsibility responsible rest restore \
  restrictions restructuring result resulted resulting results resume retail retailer retailers retain \
  retire retirement return returned returning returns reveal revealed reveals revenue revenues reverse \
  review reviews revised ri rice rich ride ridiculous riding right rights ring rip rise risen rising risk \
  risks rival rivals road rob rocks role roles roll rolling romance romantic room rose round route router \
  routine row rude rugby rule ruled rules ruling run running runs rush sa sad sadly safe safety said sale \
  sam same sanctions sat satisfied save saved saving saw say saying says scale scandal scared scary scene \
  scenes schedule scheduled scheme school schools science scientists score scored screen screenplay script \
  scroll se search season seasonally seat seats second secondary seconds secret section sectors secure \
  secured security see seeing seek seeking seem seemed seemingly seems seen selected selection self selfie \
  sell selling sem semi send sending sends senior sense sent sentence sentiment seo separate sequel \
  sequence sequences ser series serious seriously serve served server service services serving session set \
  setting settings settle settled settlement setup seven several severe sex sexual sexy shadow shake shall \
  shame share shared shareholder shareholders shares sharing sharp sharply she sheet shelf shift shine \
  ship shipment shipments shipping ships shirt shit shock shoes shoot shooting shopping short shortage \
  shortly shorts shot shots should shouldnt show showed showing shown shows shrs sht shut si sick side \
  sidebar sides sight sign signal signed significant significantly signs silent silly similar simple \
  simply sin since sing singing single sis sister sisters sit site sites sitting situation situations six \
  sixth skank skills skin sky sleep sleeping slide slight slightly slow slower slowly slut small smaller \
  smart smell smile smiling smoke smoking smooth snap sneak snow so social society soft software sold \
  soldiers sole solid solo solution solve som some somebody somehow someone something sometimes somewhat \
  somewhere son song songs soon sorry sort sought soul sound sounds source sources space speak speaking \
  speaks special specific speculation speech speed spell spend spending spent spin spirit split spoke \
  spokesman spokeswoman spot spread squad stability stable staff stage stake stand standards standing \
  stands star starring stars start started starting starts startup stated statement statements station \
  status stay stayed staying stays steady steal step steps stg stick still stolen stood stop stopped stops \
  storage store stories storm story straight strange strategic strategy stream streaming streets strength \
  strengthen stress stressed strike strikes string strong stronger strongly struck structure struggle \
  struggling stuck student students studies study stuff stunning stupid style su sub subject submit \
  submitted subordinated subsidiaries subsidiary subsidies substantial substantially succeed success \
  successful successfully such suck sucks sudden suddenly suffer suffered suffering sufficient suggest \
  suggested suggests suicide suit sum summer summit sunny sunshine superior supplies supply support \
  supported supporters supporting supports suppose supposed sur sure surface surge surplus surprise \
  surprised surprising surprisingly survey survive suspect suspended suspense suspension swear sweet swing \
  switch symbol system sz ta tab table tabs tachyon tachyonemc tackle tag tak take taken takeover takes \
  taking tale talent talented talk talked talking talks tall tan tape target targeted targets task taste \
  tax taxes te tea teach teacher team teams technical teenage telephone television tell telling tells \
  temporary ten tender tennis tension term terminal terms terrible terrific territory terror terrorism \
  terrorist terrorists test testing tests text th than thankful that thats the their them theme themes \
  themselves then there therefore these they theyll theyre theyve thin thing things think thinking thinks \
  third this tho those though thought thoughts thousand thousands threat threatened threatening threats \
  three thriller through throughout throw throwing thrown thru thus ti ticket tickets tidak tie tied ties \
  tight til till time times timing tin tiny tips tired title to today together told tomorrow ton tone \
  tonight tonne tonnes tons too took toolbar tools tops total totaled totalled totalling totally touch \
  tough tour tournament toward towards town tr track tracking traded traders trades trading traditional \
  traffic trailer train training transaction transactions transfer transition transport trash travel tre \
  treat treated treatment tree trees trends trial trick tried tries triggered trillion trip triple troops \
  trouble troubled truck true truly truth try trying tt tu tune turn turned turning turns tweet tweets \
  twenty twice twin two type types typical ugly ultimate ultimately um un una unable unacceptable \
  uncertainty unchanged under underlying understand understanding understood underway underwriters \
  underwriting undisclosed unemployment unexpected unfair unfortunately unions unique unit units unless \
  unlike unlikely until untuk unusual unveiled up upcoming updates upgrade upon upper upset upside upward \
  ur urge urged use used useful user users uses using usual usually ut utility va vacation valid value \
  valued values van var variety various ve vehicle vehicles venture version versus very veteran via vibes \
  vice victim victims victory video videos view viewer viewers viewing views villain vintage violence \
  violent vir virtual virtually vision visit visiting visual vital voice von vote voted voter voters votes \
  voting vs vu vulnerable wage wages wait waiting wake walk walked walking walks wanna want wanted wanting \
  wants war warm warned warning warrant warrants was wasnt waste wasted watched watching water wave way \
  ways we weak weaker weakness weapons wear wearing weather website wedding week weekend weeks weight \
  weird welcome welcomed welfare well went were werent weve what whatever wheel when where whether which \
  while who whole wholly whom whore whose why wide widely widespread wife wifi wild will willing win wind \
  window wine wing winner winners winning wins winter wise wish wit with withdraw within without wo woke \
  woman women won wonder wonderful wondering wont word words work worked worker workers workforce working \
  works world worldwide worried worries worry worse worst worth worthy would wouldnt write writer writers \
  writing written wrong wrote ya yall yang ye year years yen yesterday yet yields yn you youd youll young \
  younger your youre yours yourself youve yr yrs yw za zero zone zou zu
  """
