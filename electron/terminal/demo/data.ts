/**
 * A warehouse to try things on, as the files that a site would bring: products with the barcodes of the piece and of
 * the case, bins in zones, what stands in them. The barcodes begin with 952, which GS1 keeps for examples.
 */
export const demoFiles = {
  products: `sku,name,barcode,factor,pack
HL-100,"Head lamp, 300 lumen",9521000001374,1,each
HL-100,"Head lamp, 300 lumen",19521000001371,12,case
HL-200,"Head lamp, rechargeable",9521000002746,1,each
HL-200,"Head lamp, rechargeable",19521000002743,12,case
BA-AA4,"Batteries AA, pack of 4",9521000004115,1,each
BA-AA4,"Batteries AA, pack of 4",19521000004112,24,case
BA-AAA4,"Batteries AAA, pack of 4",9521000005488,1,each
BA-AAA4,"Batteries AAA, pack of 4",19521000005485,24,case
BA-9V,Battery 9 V block,9521000006850,1,each
BA-9V,Battery 9 V block,19521000006857,20,case
CB-USBC1,"Cable USB-C, 1 m",9521000008229,1,each
CB-USBC1,"Cable USB-C, 1 m",19521000008226,50,case
CB-USBC2,"Cable USB-C, 2 m",9521000009592,1,each
CB-USBC2,"Cable USB-C, 2 m",19521000009599,50,case
CB-HDMI2,"Cable HDMI, 2 m",9521000010963,1,each
CB-HDMI2,"Cable HDMI, 2 m",19521000010960,30,case
AD-EU12,Power adapter 12 W,9521000012332,1,each
AD-EU12,Power adapter 12 W,19521000012339,40,case
AD-EU65,Power adapter 65 W,9521000013704,1,each
AD-EU65,Power adapter 65 W,19521000013701,20,case
SC-M4-20,"Screws M4 × 20, box of 100",9521000015074,1,each
SC-M4-20,"Screws M4 × 20, box of 100",19521000015071,36,case
SC-M5-30,"Screws M5 × 30, box of 100",9521000016446,1,each
SC-M5-30,"Screws M5 × 30, box of 100",19521000016443,36,case
SC-M6-40,"Screws M6 × 40, box of 50",9521000017818,1,each
SC-M6-40,"Screws M6 × 40, box of 50",19521000017815,36,case
NU-M4,"Hex nuts M4, box of 200",9521000019188,1,each
NU-M4,"Hex nuts M4, box of 200",19521000019185,48,case
WA-M4,"Washers M4, box of 200",9521000020559,1,each
WA-M4,"Washers M4, box of 200",19521000020556,48,case
GL-M,"Work gloves, size M",9521000021921,1,each
GL-M,"Work gloves, size M",19521000021928,60,case
GL-L,"Work gloves, size L",9521000023291,1,each
GL-L,"Work gloves, size L",19521000023298,60,case
GL-XL,"Work gloves, size XL",9521000024663,1,each
GL-XL,"Work gloves, size XL",19521000024660,60,case
HM-WHITE,"Safety helmet, white",9521000026032,1,each
HM-WHITE,"Safety helmet, white",19521000026039,10,case
HM-YELLOW,"Safety helmet, yellow",9521000027404,1,each
HM-YELLOW,"Safety helmet, yellow",19521000027401,10,case
VS-M,"High-visibility vest, size M",9521000028777,1,each
VS-M,"High-visibility vest, size M",19521000028774,25,case
VS-L,"High-visibility vest, size L",9521000030145,1,each
VS-L,"High-visibility vest, size L",19521000030142,25,case
GO-CLEAR,"Safety goggles, clear",9521000031517,1,each
GO-CLEAR,"Safety goggles, clear",19521000031514,24,case
EP-200,"Ear plugs, box of 200 pairs",9521000032880,1,each
EP-200,"Ear plugs, box of 200 pairs",19521000032887,12,case
MK-FFP2,"Dust masks FFP2, box of 20",9521000034259,1,each
MK-FFP2,"Dust masks FFP2, box of 20",19521000034256,16,case
TP-BROWN,"Packing tape, brown, 66 m",9521000035621,1,each
TP-BROWN,"Packing tape, brown, 66 m",19521000035628,36,case
TP-CLEAR,"Packing tape, clear, 66 m",9521000036994,1,each
TP-CLEAR,"Packing tape, clear, 66 m",19521000036991,36,case
KN-SAFE,Safety knife,9521000038363,1,each
KN-SAFE,Safety knife,19521000038360,30,case
MR-BLACK,"Marker, black",9521000039735,1,each
MR-BLACK,"Marker, black",19521000039732,120,case
LB-100,"Label rolls 100 × 150, set of 4",9521000041103,1,each
LB-100,"Label rolls 100 × 150, set of 4",19521000041100,8,case
BX-S,"Carton S, bundle of 25",9521000042476,1,each
BX-S,"Carton S, bundle of 25",19521000042473,20,case
BX-M,"Carton M, bundle of 25",9521000043848,1,each
BX-M,"Carton M, bundle of 25",19521000043845,16,case
BX-L,"Carton L, bundle of 10",9521000045217,1,each
BX-L,"Carton L, bundle of 10",19521000045214,16,case
FI-500,Stretch film 500 mm,9521000046580,1,each
FI-500,Stretch film 500 mm,19521000046587,6,case
PL-EUR,"Pallet cover, euro size",9521000047952,1,each
PL-EUR,"Pallet cover, euro size",19521000047959,50,case
TR-2,"Hand truck, two wheels",9521000049321,1,each
TR-2,"Hand truck, two wheels",19521000049328,2,case
LD-5,"Step ladder, 5 steps",9521000050693,1,each
LD-5,"Step ladder, 5 steps",19521000050690,2,case
BR-IND,"Broom, 60 cm",9521000052062,1,each
BR-IND,"Broom, 60 cm",19521000052069,10,case
BU-12,"Bucket, 12 l",9521000053434,1,each
BU-12,"Bucket, 12 l",19521000053431,20,case
EX-6,"Fire extinguisher, 6 kg",9521000054806,1,each
EX-6,"Fire extinguisher, 6 kg",19521000054803,4,case of 4`,

  bins: `bin,zone
A-01-01,Small parts
A-01-02,Small parts
A-01-03,Small parts
A-01-04,Small parts
A-01-05,Small parts
A-01-06,Small parts
A-02-01,Small parts
A-02-02,Small parts
A-02-03,Small parts
A-02-04,Small parts
A-02-05,Small parts
A-02-06,Small parts
A-03-01,Small parts
A-03-02,Small parts
A-03-03,Small parts
A-03-04,Small parts
A-03-05,Small parts
A-03-06,Small parts
A-04-01,Small parts
A-04-02,Small parts
A-04-03,Small parts
A-04-04,Small parts
A-04-05,Small parts
A-04-06,Small parts
B-01-01,Protection and packing
B-01-02,Protection and packing
B-01-03,Protection and packing
B-01-04,Protection and packing
B-01-05,Protection and packing
B-01-06,Protection and packing
B-02-01,Protection and packing
B-02-02,Protection and packing
B-02-03,Protection and packing
B-02-04,Protection and packing
B-02-05,Protection and packing
B-02-06,Protection and packing
B-03-01,Protection and packing
B-03-02,Protection and packing
B-03-03,Protection and packing
B-03-04,Protection and packing
B-03-05,Protection and packing
B-03-06,Protection and packing
C-01-01,Bulk
C-01-02,Bulk
C-01-03,Bulk
C-01-04,Bulk
C-02-01,Bulk
C-02-02,Bulk
C-02-03,Bulk
C-02-04,Bulk
C-03-01,Bulk
C-03-02,Bulk
C-03-03,Bulk
C-03-04,Bulk
C-04-01,Bulk
C-04-02,Bulk
C-04-03,Bulk
C-04-04,Bulk
RECEIVING,Dock
DISPATCH,Dock`,

  stock: `sku,bin,quantity
HL-100,A-01-01,12
HL-100,A-03-03,24
HL-200,A-01-02,53
BA-AA4,A-01-03,82
BA-AAA4,A-01-04,63
BA-AAA4,A-03-06,48
BA-9V,A-01-05,20
CB-USBC1,A-01-06,225
CB-USBC2,A-02-01,180
CB-USBC2,A-04-03,100
CB-HDMI2,A-02-02,65
AD-EU12,A-02-03,40
AD-EU65,A-02-04,85
AD-EU65,A-04-06,40
SC-M4-20,A-02-05,122
SC-M5-30,A-02-06,91
SC-M6-40,A-03-01,60
SC-M6-40,A-01-03,72
NU-M4,A-03-02,209
WA-M4,A-03-03,166
GL-M,B-01-01,135
GL-M,B-02-06,120
GL-L,B-01-02,80
GL-XL,B-01-03,265
HM-WHITE,B-01-04,30
HM-WHITE,B-03-03,20
HM-YELLOW,B-01-05,25
VS-M,B-01-06,25
VS-L,B-02-01,3
VS-L,B-03-06,50
GO-CLEAR,B-02-02,86
EP-200,B-02-03,31
MK-FFP2,B-02-04,24
MK-FFP2,B-01-03,32
TP-BROWN,B-02-05,161
TP-CLEAR,B-02-06,130
KN-SAFE,B-03-01,75
KN-SAFE,B-01-06,60
MR-BLACK,B-03-02,140
LB-100,B-03-03,33
BX-S,C-01-01,70
BX-S,C-03-03,40
BX-M,C-01-02,43
BX-L,C-01-03,16
FI-500,C-01-04,27
FI-500,C-04-02,12
PL-EUR,C-02-01,170
TR-2,C-02-02,5
LD-5,C-02-03,2
LD-5,C-01-01,4
BR-IND,C-02-04,45
BU-12,C-03-01,70
EX-6,C-03-02,11
EX-6,C-01-04,8`,
} as const

/** The people who work there. Each chooses a PIN at the first sign-in, while no supervisor has one. */
export const demoOperators = [
  { operator: 'maria', name: 'Maria Lind', role: 'supervisor' },
  { operator: 'jonas', name: 'Jonas Berg', role: 'operator' },
  { operator: 'amira', name: 'Amira Haddad', role: 'operator' },
] as const
